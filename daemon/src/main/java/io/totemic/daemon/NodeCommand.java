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
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One node in the foreground, until a signal ends it or it fails. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description = "Runs one node in the foreground; SIGINT and SIGTERM make it leave the ring.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:shut down by a signal",
            " 7:the log file or the trace cannot be written",
            " 8:the configuration was refused, nothing was started",
            "15:the node cannot start, for instance because a port is taken, or cannot go on",
            "16:the state directory cannot be used"
        })
final class NodeCommand implements Callable<Integer> {

    private static final Logger MAIN = LoggerFactory.getLogger("totemic.MAIN");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    @Option(
            names = {"--config", "-c"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration, a corosync.conf.")
    private Path configFile;

    @Option(
            names = "--node-id",
            paramLabel = "N",
            description = "Which node of the nodelist this is; without it, the one with an address of this host.")
    private Long nodeId;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7626",
            description = "Where HTTP is served, by default ${DEFAULT-VALUE}.")
    private String http;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Append to this file what the node does and is told, for totemic check-trace.")
    private Path traceFile;

    @Override
    public Integer call() throws InterruptedException {
        final ManagementSettings httpSettings;
        try {
            httpSettings = ManagementSettings.parse(http);
        } catch (final IllegalArgumentException notAnAddress) {
            throw new CommandLine.ParameterException(specification.commandLine(), notAnAddress.getMessage());
        }
        boolean isLogging = false;
        try {
            final ClusterConfig config = load(configFile);
            final LocalNode local = LocalNode.of(configFile.toString(), config);
            final NodeId self = nodeId == null ? local.found() : local.named(nodeId);
            NodeLogging.configure(config.logging(), System.err);
            isLogging = config.logging().toStderr() || !config.logging().toLogfile();
            return run(config, self, httpSettings, NodeTrace.open(traceFile, self, config));
        } catch (final StartFailure failure) {
            if (isLogging) {
                MAIN.error(failure.getMessage());
            } else {
                System.err.println(failure.getMessage());
            }
            return failure.exitStatus();
        }
    }

    private static int run(
            final ClusterConfig config, final NodeId self, final ManagementSettings http, final NodeTrace trace)
            throws StartFailure, InterruptedException {
        MAIN.info(
                "Starting Totemic {} as node {} of cluster {}",
                Daemon.Version.text(),
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
