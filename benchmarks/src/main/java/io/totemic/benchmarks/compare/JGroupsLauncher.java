/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.Bench;
import io.totemic.benchmarks.NamespaceLab;
import io.totemic.benchmarks.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Members of a JGroups cluster. Node 1 is started first, and so is the coordinator, which orders the messages of all.
 *
 * @param stack a configuration in its jar
 */
record JGroupsLauncher(String stack) implements RingLauncher {

    /** More memory than a node of Totemic has, and a collector for throughput, since it keeps much more that is on its way. */
    static final List<String> JVM_FLAGS = List.of("-Xms256m", "-Xmx512m", "-XX:+UseParallelGC");

    private static final int TCP_PORT = 7800;
    private static final long FIRST_LIMIT_S = 30;

    @Override
    public void start(
            final NamespaceLab lab, final Setting setting, final Path directory, final List<NodeProcess> started)
            throws IOException, InterruptedException {
        final String hosts = IntStream.rangeClosed(1, setting.nodes())
                .mapToObj(node -> NamespaceLab.address(node) + "[" + TCP_PORT + "]")
                .collect(Collectors.joining(","));
        for (int node = 1; node <= setting.nodes(); node++) {
            final List<String> command = new ArrayList<>(lab.in(node));
            command.add(System.getProperty("java.home") + "/bin/java");
            command.addAll(JVM_FLAGS);
            command.add("-Djava.net.preferIPv4Stack=true");
            command.add("-Djgroups.bind_addr=" + NamespaceLab.address(node));
            command.add("-Djgroups.tcpping.initial_hosts=" + hosts);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName()));
            command.addAll(List.of("compare-jgroups", "--stack", stack, "--node-id", String.valueOf(node)));
            final NodeProcess process = new NodeProcess(node, command, directory);
            started.add(process);
            if (node == 1) {
                process.await("MEMBERS", 0, FIRST_LIMIT_S);
            }
        }
    }
}
