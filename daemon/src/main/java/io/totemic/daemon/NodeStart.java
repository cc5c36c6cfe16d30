/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.config.ClusterConfig;
import io.totemic.config.ConfigException;
import io.totemic.config.ConfigNotice;
import io.totemic.management.ManagementSettings;
import io.totemic.protocol.NodeId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code totemic node} is asked to run.
 *
 * @param configFile its corosync.conf
 * @param nodeId which node of it; null for the one with an address of this host
 * @param http where HTTP is served
 * @param traceFile where it writes down what it does; null for nowhere
 */
record NodeStart(Path configFile, Long nodeId, ManagementSettings http, Path traceFile) {

    /** Where HTTP is served if nothing is said. */
    static final String DEFAULT_HTTP = "127.0.0.1:7626";

    private static final Logger MAIN = LoggerFactory.getLogger("totemic.MAIN");
    private static final String NODE = "node";
    private static final String CONFIG = "--config";
    private static final String SHORT_CONFIG = "-c";
    private static final String NODE_ID = "--node-id";
    private static final String HTTP = "--http";
    private static final String TRACE = "--trace";
    private static final Set<String> OPTIONS = Set.of(CONFIG, NODE_ID, HTTP, TRACE);

    /**
     * The same as {@link NodeCommand} reads from {@code node}, and then options, each once and with its value behind it. Picocli's classes
     * are too old for the class archive: a start takes a twelfth less of the processor without them.
     *
     * @return null for all else: help, mistakes, another command; picocli knows what to say then
     */
    static NodeStart ofPlain(final String[] arguments) {
        if (arguments.length % 2 == 0 || !arguments[0].equals(NODE)) {
            return null;
        }
        final Map<String, String> values = new TreeMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            final String option = arguments[i].equals(SHORT_CONFIG) ? CONFIG : arguments[i];
            final String value = arguments[i + 1];
            if (!OPTIONS.contains(option)
                    || value.isEmpty()
                    || value.startsWith("-")
                    || !isLiteral(value)
                    || values.put(option, value) != null) {
                return null;
            }
        }
        if (!values.containsKey(CONFIG)) {
            return null;
        }
        try {
            return new NodeStart(
                    Path.of(values.get(CONFIG)),
                    values.containsKey(NODE_ID) ? Long.valueOf(values.get(NODE_ID)) : null,
                    ManagementSettings.parse(values.getOrDefault(HTTP, DEFAULT_HTTP)),
                    values.containsKey(TRACE) ? Path.of(values.get(TRACE)) : null);
        } catch (final IllegalArgumentException mistake) {
            return null;
        }
    }

    /** Nothing that picocli would not take as it stands. */
    private static boolean isLiteral(final String value) {
        return value.indexOf('"') < 0 && !value.startsWith("@");
    }

    /**
     * Runs the node until it ends; answers the exit status.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    int run() throws InterruptedException {
        boolean isLogging = false;
        try {
            final ClusterConfig config = load(configFile);
            final LocalNode local = LocalNode.of(configFile.toString(), config);
            final NodeId self = nodeId == null ? local.found() : local.named(nodeId);
            NodeLogging.configure(config.logging(), System.err);
            isLogging = config.logging().toStderr() || !config.logging().toLogfile();
            return run(config, self, NodeTrace.open(traceFile, self, config));
        } catch (final StartFailure failure) {
            if (isLogging) {
                MAIN.error(failure.getMessage());
            } else {
                System.err.println(failure.getMessage());
            }
            return failure.exitStatus();
        }
    }

    private int run(final ClusterConfig config, final NodeId self, final NodeTrace trace)
            throws StartFailure, InterruptedException {
        MAIN.info(
                "Starting Totemic {} as node {} of cluster {}",
                Daemon.version(),
                self,
                config.totem().clusterName());
        for (final ConfigNotice notice : config.notices()) {
            MAIN.info("{}", notice);
        }
        if (config.logging().toSyslog()) {
            MAIN.info("logging.to_syslog has no effect: syslog is not written");
        }
        final AtomicReference<RunningNode> running = new AtomicReference<>();
        final ShutdownSignal signal = ShutdownSignal.watch(() -> {
            MAIN.info("Node was shut down by a signal");
            final RunningNode node = running.get();
            if (node != null) {
                node.stop();
                trace.close();
            }
            return ExitStatus.OK;
        });
        try {
            running.set(RunningNode.start(config, self, http, links -> links, trace.probe()));
            MAIN.info("HTTP on {}", running.get().httpUrl());
            running.get().awaitEnd();
            // Only a signal lets a node end without a failure; its thread ends the process.
            Thread.currentThread().join(ENDING_BY_SIGNAL_MS);
            return ExitStatus.OK;
        } catch (final StartFailure failure) {
            trace.close();
            if (!signal.disarm()) {
                Thread.currentThread().join(ENDING_BY_SIGNAL_MS);
            }
            throw failure;
        }
    }

    /** How long the main thread leaves the word to the thread of the signal. */
    private static final long ENDING_BY_SIGNAL_MS = 15_000;

    private static ClusterConfig load(final Path file) throws StartFailure {
        try {
            final ClusterConfig config = ClusterConfig.load(file);
            if (config.protection().isOn()) {
                // A key that cannot be read is a mistake of the configuration; it is told before anything is started.
                config.protection().key().load();
            }
            return config;
        } catch (final ConfigException refused) {
            throw new StartFailure(ExitStatus.CONFIGURATION, refused.getMessage());
        } catch (final NoSuchFileException absent) {
            throw new StartFailure(ExitStatus.CONFIGURATION, file + ": there is no such file");
        } catch (final IOException unreadable) {
            throw new StartFailure(ExitStatus.CONFIGURATION, file + ": cannot be read: " + unreadable.getMessage());
        }
    }
}
