/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.totemic.config.LoggingConfig;
import io.totemic.config.SubsystemLogging;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/**
 * Sets up logging from the section logging of the configuration. Replaces whatever logback had before.
 *
 * <p>A node in the foreground always writes to standard error, unless {@code to_stderr} is off and a log file is written.
 *
 * <p>Source: corosync.conf(5), logging.
 */
public final class NodeLogging {

    private final LoggingConfig config;
    private final LoggerContext context;
    private final CorosyncLayout layout;

    private NodeLogging(final LoggingConfig config, final LoggerContext context, final OutputStream standardError) {
        this.config = Objects.requireNonNull(config, "config");
        this.context = context;
        layout = new CorosyncLayout(
                ZoneId.systemDefault(), ProcessHandle.current().pid(), hostName(), config.timestamp(), config.debug());
        layout.setContext(context);
        layout.start();
        context.reset();
        final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (config.toStderr() || !config.toLogfile()) {
            root.addAppender(standardError(standardError));
        }
        levels(root);
    }

    /**
     * Logs as {@code config} says.
     *
     * @param standardError where lines for standard error go
     * @throws StartFailure if the log file cannot be written
     */
    public static void configure(final LoggingConfig config, final OutputStream standardError) throws StartFailure {
        final NodeLogging logging =
                new NodeLogging(config, (LoggerContext) LoggerFactory.getILoggerFactory(), standardError);
        if (config.toLogfile()) {
            logging.addLogfile();
        }
    }

    private void levels(final Logger root) {
        root.setLevel(Level.WARN);
        // Logs a port that is taken with a stack trace; whoever binds it says it in one line.
        context.getLogger("org.apache.pekko.io.TcpListener").setLevel(Level.OFF);
        context.getLogger("io.totemic").setLevel(config.debug() ? Level.DEBUG : Level.WARN);
        context.getLogger("totemic").setLevel(level(config.debug()));
        for (final SubsystemLogging subsystem : config.subsystems()) {
            context.getLogger(CorosyncLayout.SUBSYSTEM_PREFIX + subsystem.subsys())
                    .setLevel(level(subsystem.debug()));
        }
    }

    private static Level level(final boolean debug) {
        return debug ? Level.DEBUG : Level.INFO;
    }

    private OutputStreamAppender<ILoggingEvent> standardError(final OutputStream standardError) {
        final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setEncoder(encoder());
        appender.setOutputStream(standardError);
        appender.start();
        return appender;
    }

    private void addLogfile() throws StartFailure {
        final Path file = Path.of(config.logfile());
        try {
            // Opened once by ourselves, since the appender only notes that it could not.
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (final IOException notWritable) {
            throw new StartFailure(
                    ExitStatus.LOGGING, "logging.logfile " + file + " cannot be written: " + notWritable);
        }
        final FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setName("logfile");
        appender.setEncoder(encoder());
        appender.setAppend(true);
        appender.setFile(file.toString());
        appender.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private LayoutWrappingEncoder<ILoggingEvent> encoder() {
        final LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    private static String hostName() {
        try {
            final String name = InetAddress.getLocalHost().getHostName();
            final int dot = name.indexOf('.');
            return dot > 0 && !Character.isDigit(name.charAt(0)) ? name.substring(0, dot) : name;
        } catch (final UnknownHostException nameless) {
            return "localhost";
        }
    }
}
