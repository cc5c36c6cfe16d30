/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.NodeProcess.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The processes of a ring and their directory. Closing it ends and removes all of them. */
final class BenchRing implements AutoCloseable {

    private static final long POLL_MS = 5;

    private final RingOptions options;
    private final int nodeCount;
    private final Path directory;
    private final SortedMap<Integer, NodeProcess> processes = new TreeMap<>();
    private final Thread atExit = new Thread(this::killAll, "kill-children");

    BenchRing(final RingOptions options, final int nodeCount, final String moreTotem, final boolean isDebugging) {
        this.options = options;
        this.nodeCount = nodeCount;
        try {
            directory = Files.createTempDirectory("totemic-bench-");
            Files.writeString(
                    directory.resolve("corosync.conf"), options.corosyncConf(nodeCount, moreTotem, isDebugging));
        } catch (final IOException failure) {
            throw new UncheckedIOException("no directory for the nodes", failure);
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    List<Integer> nodes() {
        return RingOptions.nodes(nodeCount);
    }

    /** Starts {@code totemic node}, as an operator would. */
    NodeProcess startNode(final int node) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(RingOptions.home().resolve("totemic").toString());
        command.add("node");
        command.addAll(arguments(node));
        return start(node, command);
    }

    /** Starts a member, which is a node that takes commands. */
    NodeProcess startMember(final int node) throws IOException {
        return startMember(node, List.of(), List.of());
    }

    /** The same, with words before the command, of what is to run it, and with further arguments. */
    NodeProcess startMember(final int node, final List<String> before, final List<String> more) throws IOException {
        final List<String> command = new ArrayList<>(before);
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName(), "member"));
        command.addAll(arguments(node));
        command.addAll(more);
        return start(node, command);
    }

    /** Where configurations, logs and states are. */
    Path directory() {
        return directory;
    }

    /** The configuration of a node: its own one, if there is one. */
    Path configOf(final int node) {
        final Path own = directory.resolve("corosync-" + node + ".conf");
        return Files.exists(own) ? own : directory.resolve("corosync.conf");
    }

    private List<String> arguments(final int node) {
        return List.of(
                "--config",
                configOf(node).toString(),
                "--node-id",
                String.valueOf(node),
                "--http",
                "127.0.0.1:" + options.httpPort(node));
    }

    private synchronized NodeProcess start(final int node, final List<String> command) throws IOException {
        final NodeProcess process = new NodeProcess(node, command, directory);
        processes.put(node, process);
        return process;
    }

    /** SIGKILL; answers when. */
    long kill(final int node) throws InterruptedException {
        final NodeProcess victim;
        synchronized (this) {
            victim = processes.remove(node);
        }
        return victim.kill();
    }

    /** Those that should be alive. */
    synchronized Collection<NodeProcess> processes() {
        return List.copyOf(processes.values());
    }

    synchronized NodeProcess process(final int node) {
        return processes.get(node);
    }

    MembersAnswer ask(final int node) {
        return MembersAnswer.ask(options.httpPort(node));
    }

    /** Waits until every process answers over HTTP; answers when. */
    long awaitAnswers(final long limitS) throws InterruptedException {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitS);
        for (final NodeProcess process : processes()) {
            while (ask(process.node()) == null) {
                if (System.nanoTime() - endNs > 0) {
                    throw new BenchFailure(
                            "node " + process.node() + " does not answer over HTTP" + process.lastOutput());
                }
                requireAlive();
                Thread.sleep(POLL_MS);
            }
        }
        return System.nanoTime();
    }

    /**
     * Waits until all of these say over HTTP that they are in one ring of them alone, and operational.
     *
     * @return the ring id
     */
    String awaitRing(final List<Integer> expected, final long limitS) throws InterruptedException {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitS);
        while (true) {
            final List<MembersAnswer> answers = new ArrayList<>();
            expected.forEach(node -> answers.add(ask(node)));
            final MembersAnswer first = answers.get(0);
            if (answers.stream().allMatch(answer -> isIn(answer, first, expected))) {
                return first.ringId();
            }
            if (System.nanoTime() - endNs > 0) {
                throw new BenchFailure("no ring of nodes " + expected + " within " + limitS + " s, they say " + answers
                        + process(expected.get(0)).lastOutput());
            }
            requireAlive();
            Thread.sleep(POLL_MS);
        }
    }

    private static boolean isIn(final MembersAnswer answer, final MembersAnswer first, final List<Integer> expected) {
        return answer != null
                && first != null
                && answer.members().equals(expected)
                && answer.ringId().equals(first.ringId())
                && answer.state().equals("OPERATIONAL");
    }

    /** Waits until the last RING line of each of these members names exactly them; answers when the last of them said so. */
    long awaitToldRing(final List<Integer> expected, final long limitS) throws InterruptedException {
        final String names =
                String.join(",", expected.stream().map(String::valueOf).toList());
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitS);
        while (true) {
            final List<Line> last = new ArrayList<>();
            for (final int node : expected) {
                final List<Line> said = process(node).said("RING");
                if (!said.isEmpty() && said.get(said.size() - 1).fields().get(1).equals(names)) {
                    last.add(said.get(said.size() - 1));
                }
            }
            if (last.size() == expected.size()
                    && last.stream()
                                    .map(line -> line.fields().get(0))
                                    .distinct()
                                    .count()
                            == 1) {
                return last.stream().mapToLong(Line::atNs).max().orElseThrow();
            }
            if (System.nanoTime() - endNs > 0) {
                throw new BenchFailure("no ring of members " + expected + " within " + limitS + " s"
                        + process(expected.get(0)).lastOutput());
            }
            requireAlive();
            Thread.sleep(POLL_MS);
        }
    }

    private void requireAlive() {
        for (final NodeProcess process : processes()) {
            if (!process.isAlive()) {
                throw new BenchFailure("node " + process.node() + " ended by itself" + process.lastOutput());
            }
        }
    }

    private void killAll() {
        NodeProcess.kill(processes());
    }

    @Override
    public void close() {
        try {
            for (final NodeProcess process : processes()) {
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
