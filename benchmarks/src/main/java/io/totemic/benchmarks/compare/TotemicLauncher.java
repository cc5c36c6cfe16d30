/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.Bench;
import io.totemic.benchmarks.NamespaceLab;
import io.totemic.benchmarks.NodeProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes of Totemic, with the flags of this JVM, which are those that the launcher gives to a node.
 *
 * @param lines of section totem
 * @param httpPort of all nodes, each in its namespace
 * @param listener what is told the messages: actor, thread or loop
 * @param isTimingTokens whether the clock is read at each token
 */
record TotemicLauncher(List<String> lines, int httpPort, String listener, boolean isTimingTokens)
        implements RingLauncher {

    TotemicLauncher {
        lines = List.copyOf(lines);
    }

    @Override
    public void start(
            final NamespaceLab lab, final Setting setting, final Path directory, final List<NodeProcess> started)
            throws IOException {
        final Path configuration = directory.resolve("corosync.conf");
        Files.writeString(configuration, ConfigurationText.totemic(setting, lines));
        for (int node = 1; node <= setting.nodes(); node++) {
            final List<String> command = new ArrayList<>(lab.in(node));
            command.add(System.getProperty("java.home") + "/bin/java");
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName()));
            command.addAll(List.of("compare-totemic", "--config", configuration.toString()));
            command.addAll(List.of("--node-id", String.valueOf(node), "--http", "127.0.0.1:" + httpPort));
            command.addAll(List.of("--listener", listener));
            if (isTimingTokens) {
                command.add("--time-tokens");
            }
            started.add(new NodeProcess(node, command, directory));
        }
    }

    @Override
    public RotationMeter rotationMeter(final NodeProcess member) {
        return isTimingTokens ? new TotemicRotationMeter(member) : RotationMeter.NONE;
    }
}
