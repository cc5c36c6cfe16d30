/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.management.ManagementSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            defaultValue = NodeStart.DEFAULT_HTTP,
            description = "Where HTTP is served, by default ${DEFAULT-VALUE}.")
    private String http;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Append to this file what the node does and is told, for totemic check-trace.")
    private Path traceFile;

    @Override
    public Integer call() throws InterruptedException {
        return start().run();
    }

    /** What was read. */
    NodeStart start() {
        final ManagementSettings httpSettings;
        try {
            httpSettings = ManagementSettings.parse(http);
        } catch (final IllegalArgumentException notAnAddress) {
            throw new CommandLine.ParameterException(specification.commandLine(), notAnAddress.getMessage());
        }
        return new NodeStart(configFile, nodeId, httpSettings, traceFile);
    }
}
