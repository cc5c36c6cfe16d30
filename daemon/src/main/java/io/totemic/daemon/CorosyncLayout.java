/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One log event as a Corosync operator knows it: {@code Nov 21 01:43:00.123 [PID] HOST totemic notice  [TOTEM ] text}.
 *
 * <p>Loggers {@code totemic.TAG} carry their tag, all others {@code MAIN}. A stack trace follows only at debug level.
 */
final class CorosyncLayout extends LayoutBase<ILoggingEvent> {

    /** Prefix of the loggers that stand for a subsystem of Corosync. */
    static final String SUBSYSTEM_PREFIX = "totemic.";

    private static final String OTHER_TAG = "MAIN";
    private static final int TAG_WIDTH = 6;
    private static final int LEVEL_WIDTH = 7;

    private final DateTimeFormatter time;
    private final String origin;
    private final boolean withTimestamp;
    private final boolean withTraces;

    /**
     * A layout for lines of one process.
     *
     * @param withTimestamp whether lines begin with the time
     * @param withTraces whether stack traces are written
     */
    CorosyncLayout(
            final ZoneId zone,
            final long processId,
            final String host,
            final boolean withTimestamp,
            final boolean withTraces) {
        time = DateTimeFormatter.ofPattern("MMM dd HH:mm:ss.SSS", Locale.ENGLISH)
                .withZone(zone);
        origin = "[" + processId + "] " + host + " totemic ";
        this.withTimestamp = withTimestamp;
        this.withTraces = withTraces;
    }

    @Override
    public String doLayout(final ILoggingEvent event) {
        final StringBuilder line = new StringBuilder(160);
        if (withTimestamp) {
            line.append(time.format(Instant.ofEpochMilli(event.getTimeStamp()))).append(' ');
        }
        line.append(origin);
        padded(line, level(event.getLevel()), LEVEL_WIDTH);
        line.append(" [");
        padded(line, tag(event.getLoggerName()), TAG_WIDTH);
        line.append("] ").append(event.getFormattedMessage());
        final IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null && withTraces) {
            line.append('\n').append(ThrowableProxyUtil.asString(thrown).stripTrailing());
        } else if (thrown != null && isNew(thrown, event)) {
            line.append(": ").append(thrown.getMessage());
        }
        return line.append('\n').toString();
    }

    private static boolean isNew(final IThrowableProxy thrown, final ILoggingEvent event) {
        return thrown.getMessage() != null && !event.getFormattedMessage().contains(thrown.getMessage());
    }

    private static void padded(final StringBuilder line, final String text, final int width) {
        line.append(text).append(" ".repeat(Math.max(0, width - text.length())));
    }

    private static String level(final Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> "error";
            case Level.WARN_INT -> "warning";
            case Level.INFO_INT -> "notice";
            case Level.DEBUG_INT -> "debug";
            default -> "trace";
        };
    }

    private static String tag(final String logger) {
        return logger.startsWith(SUBSYSTEM_PREFIX) ? logger.substring(SUBSYSTEM_PREFIX.length()) : OTHER_TAG;
    }
}
