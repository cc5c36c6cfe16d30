/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Log lines are read by people and tools that know Corosync's. */
final class CorosyncLayoutTest {

    private static final Instant TIME = Instant.parse("2026-11-21T01:43:00.123Z");

    @Test
    void shouldWriteLinesAsCorosyncDoes() {
        assertThat(line(
                        "totemic.TOTEM",
                        Level.INFO,
                        "A new membership (1.8) was formed. Members joined: 1",
                        null,
                        true,
                        false))
                .isEqualTo("Nov 21 01:43:00.123 [4711] host totemic notice  [TOTEM ]"
                        + " A new membership (1.8) was formed. Members joined: 1\n");
    }

    @Test
    void shouldNameLevelsAsSyslogDoes() {
        assertThat(line("totemic.QUORUM", Level.WARN, "x", null, false, false))
                .isEqualTo("[4711] host totemic warning [QUORUM] x\n");
        assertThat(line("totemic.CPG", Level.ERROR, "x", null, false, false))
                .isEqualTo("[4711] host totemic error   [CPG   ] x\n");
        assertThat(line("totemic.SYNC", Level.DEBUG, "x", null, false, false))
                .isEqualTo("[4711] host totemic debug   [SYNC  ] x\n");
    }

    @Test
    void shouldGiveOtherLoggersToMain() {
        assertThat(line("org.apache.pekko.Something", Level.WARN, "x", null, false, false))
                .isEqualTo("[4711] host totemic warning [MAIN  ] x\n");
    }

    @Test
    void shouldShowTheCauseInOneLineAndTheTraceOnlyForDebugging() {
        final Exception cause = new IllegalStateException("disk full");

        assertThat(line("totemic.MAIN", Level.ERROR, "cannot store", cause, false, false))
                .isEqualTo("[4711] host totemic error   [MAIN  ] cannot store: disk full\n");
        assertThat(line("totemic.MAIN", Level.ERROR, "cannot store", cause, false, true))
                .startsWith("[4711] host totemic error   [MAIN  ] cannot store\njava.lang.IllegalStateException")
                .contains("at io.totemic.daemon.CorosyncLayoutTest");
    }

    private static String line(
            final String logger,
            final Level level,
            final String message,
            final Throwable cause,
            final boolean withTimestamp,
            final boolean withTraces) {
        final LoggerContext context = new LoggerContext();
        final LoggingEvent event =
                new LoggingEvent("here", context.getLogger(logger), level, message, cause, new Object[0]);
        event.setInstant(TIME);
        return new CorosyncLayout(ZoneOffset.UTC, 4711, "host", withTimestamp, withTraces).doLayout(event);
    }
}
