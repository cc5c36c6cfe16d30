/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Verdicts of real processes, as they explain them in their logs: two_node, wait_for_all, and a tie between network namespaces. */
@Command(
        name = "quorum",
        mixinStandardHelpOptions = true,
        description = "Starts and kills nodes with options of votequorum, cuts four of them into halves, and shows how"
                + " each verdict is explained.")
final class QuorumCommand implements Callable<Integer> {

    private static final long LIMIT_S = 30;
    private static final long WAITING_MS = 3_000;

    @Mixin
    private RingOptions options;

    @Override
    public Integer call() throws Exception {
        final Report report = new Report("Verdicts of real processes, token 1000 ms");
        twoNode(report);
        waitForAll(report);
        if (NamespaceLab.isPossible()) {
            tie(report);
        } else {
            report.say("no tie between network namespaces: it needs root and ip");
        }
        return report.end();
    }

    private void twoNode(final Report report) throws IOException, InterruptedException {
        report.say("two_node: both start, and node 2 is killed");
        try (Nodes nodes = new Nodes(2, "two_node: 1", RingOptions::address)) {
            nodes.start(1, List.of());
            report.claim(nodes.says(1, "wait_for_all demands all 2"), "node 1: %s", nodes.lastOf(1));
            nodes.start(2, List.of());
            report.claim(nodes.says(1, "2 of 2 votes are here, at least"), "node 1: %s", nodes.lastOf(1));
            final long killedNs = nodes.kill(2);
            final boolean isAlone = nodes.says(1, "with two_node one node of two is enough");
            report.claim(isAlone, "node 1, %d ms after the kill: %s", millisSince(killedNs), nodes.lastOf(1));
            report.claim(nodes.isPrimary(1), "node 1 is in the primary component");
        }
    }

    private void waitForAll(final Report report) throws IOException, InterruptedException {
        report.say("wait_for_all: two of three start, the third later");
        try (Nodes nodes = new Nodes(3, "wait_for_all: 1", RingOptions::address)) {
            nodes.start(1, List.of());
            nodes.start(2, List.of());
            final String waiting = "2 of 3 votes are here, and wait_for_all demands all 3";
            report.claim(nodes.says(1, waiting) && nodes.says(2, waiting), "node 1: %s", nodes.lastOf(1));
            Thread.sleep(WAITING_MS);
            report.claim(
                    !nodes.isPrimary(1) && !nodes.isPrimary(2),
                    "after %d ms neither is in a primary component",
                    WAITING_MS);
            nodes.start(3, List.of());
            report.claim(nodes.says(1, "3 of 3 votes are here, at least"), "node 1: %s", nodes.lastOf(1));
            nodes.kill(3);
            report.claim(
                    nodes.says(2, "2 of 3 votes are here, at least"),
                    "node 2, when node 3 is killed: %s",
                    nodes.lastOf(2));
            report.claim(nodes.isPrimary(1) && nodes.isPrimary(2), "both are in the primary component");
        }
    }

    private void tie(final Report report) throws IOException, InterruptedException {
        report.say("auto_tie_breaker: four nodes in network namespaces, cut into 1 2 and 3 4");
        try (NamespaceLab lab = new NamespaceLab("totemic-quorum", 4);
                Nodes nodes = new Nodes(4, "auto_tie_breaker: 1", NamespaceLab::address)) {
            for (int node = 1; node <= 4; node++) {
                nodes.start(node, lab.in(node));
            }
            for (int node = 1; node <= 4; node++) {
                report.claim(nodes.says(node, "4 of 4 votes are here"), "node %d: %s", node, nodes.lastOf(node));
            }
            lab.cutOff(List.of(3, 4));
            final long cutNs = System.nanoTime();
            for (int node = 1; node <= 2; node++) {
                final boolean isHere = nodes.says(node, "the tie-breaker, node 1, is here");
                report.claim(isHere, "node %d, %d ms after the cut: %s", node, millisSince(cutNs), nodes.lastOf(node));
            }
            for (int node = 3; node <= 4; node++) {
                final boolean isElsewhere = nodes.says(node, "the tie-breaker, node 1, is not here");
                report.claim(
                        isElsewhere, "node %d, %d ms after the cut: %s", node, millisSince(cutNs), nodes.lastOf(node));
            }
            report.claim(
                    nodes.isPrimary(1) && nodes.isPrimary(2) && !nodes.isPrimary(3) && !nodes.isPrimary(4),
                    "1 and 2 are in the primary component, 3 and 4 are not");
            lab.heal();
            for (int node = 1; node <= 4; node++) {
                report.claim(
                        nodes.says(node, "4 of 4 votes are here"), "node %d, healed: %s", node, nodes.lastOf(node));
            }
        }
    }

    private static long millisSince(final long fromNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - fromNs);
    }

    /** Where a node is. */
    private interface Addresses {
        String of(int node);
    }

    /** The processes of one case, with a directory of their own. */
    private final class Nodes implements AutoCloseable {
        private final Path directory;
        private final List<NodeProcess> processes = new ArrayList<>();
        private final Thread atExit = new Thread(this::killAll, "kill-children");

        private Nodes(final int count, final String quorum, final Addresses addresses) throws IOException {
            directory = Files.createTempDirectory("totemic-quorum-");
            String text = options.corosyncConf(count, "", false)
                    .replace("provider: corosync_votequorum", "provider: corosync_votequorum\n    " + quorum);
            for (int node = 1; node <= count; node++) {
                text = text.replace(
                        "ring0_addr: " + RingOptions.address(node) + "\n", "ring0_addr: " + addresses.of(node) + "\n");
            }
            Files.writeString(directory.resolve("corosync.conf"), text);
            Runtime.getRuntime().addShutdownHook(atExit);
        }

        private void start(final int node, final List<String> where) throws IOException {
            final List<String> command = new ArrayList<>(where);
            command.addAll(List.of(
                    RingOptions.home().resolve("totemic").toString(),
                    "node",
                    "--config",
                    directory.resolve("corosync.conf").toString(),
                    "--node-id",
                    String.valueOf(node),
                    "--http",
                    "127.0.0.1:" + options.httpPort(node)));
            processes.add(new NodeProcess(node, command, directory));
        }

        private NodeProcess process(final int node) {
            return processes.stream()
                    .filter(process -> process.node() == node)
                    .findFirst()
                    .orElseThrow();
        }

        private long kill(final int node) throws InterruptedException {
            return process(node).kill();
        }

        /** Waits until the last explanation that the node has logged has these words in it. */
        private boolean says(final int node, final String words) throws InterruptedException {
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
            while (!lastOf(node).contains(words)) {
                if (System.nanoTime() - endNs > 0) {
                    return false;
                }
                Thread.sleep(5);
            }
            return true;
        }

        private String lastOf(final int node) {
            return last(node, "[VOTEQ", "nothing yet");
        }

        private boolean isPrimary(final int node) {
            return last(node, "component and will", "").contains("will provide service");
        }

        private String last(final int node, final String mark, final String otherwise) {
            String last = otherwise;
            for (final String line : process(node).log()) {
                if (line.contains(mark)) {
                    last = line.substring(line.indexOf(']', line.indexOf('[')) + 1)
                            .strip();
                }
            }
            return last;
        }

        private void killAll() {
            for (final NodeProcess process : processes) {
                try {
                    process.kill();
                } catch (final InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void close() {
            try {
                for (final NodeProcess process : processes) {
                    process.end();
                }
            } catch (final InterruptedException interrupted) {
                killAll();
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
            WorkFiles.end(directory, options.isKept());
        }
    }
}
