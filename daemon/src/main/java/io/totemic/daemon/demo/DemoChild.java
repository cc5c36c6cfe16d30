/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One child process as its parent sees it. What it said last is guarded by the cluster's monitor, which every line notifies.
 */
final class DemoChild {

    /** What a child reported of a round. */
    record Tally(int count, int turns, String sha256) {}

    /** A ring as a child reported it. */
    record Ring(String ringId, List<Integer> nodes, String quorum, int votes, int expected, int needed, long atNs) {}

    private static final int SHOWN_LINES = 12;
    private static final long END_DEADLINE_S = 8;

    private final int node;
    private final Object monitor;
    private final Path log;
    private final Process process;
    private final long startedNs;
    private final Writer commands;
    private final Map<Integer, Tally> tallies = new TreeMap<>();
    private final List<Integer> sent = new ArrayList<>();
    private List<Integer> group = List.of();
    private String url;
    private long upNs;
    private Ring ring;

    /** Starts the process; its log and its state stay in {@code directory}. */
    DemoChild(final DemoPlan plan, final int node, final Path directory, final Object monitor) throws IOException {
        this.node = node;
        this.monitor = Objects.requireNonNull(monitor, "monitor");
        log = directory.resolve("node-" + node + ".log");
        final ProcessBuilder builder = new ProcessBuilder(JavaProcess.command(List.of(
                        "demo-node",
                        "--config",
                        directory.resolve("corosync.conf").toString(),
                        "--node-id",
                        String.valueOf(node),
                        "--http",
                        plan.http(node).address())))
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // It would put the ring ids of all nodes into one directory.
        builder.environment().remove("STATE_DIRECTORY");
        startedNs = System.nanoTime();
        process = builder.start();
        commands = process.outputWriter(StandardCharsets.US_ASCII);
        final Thread reader = new Thread(this::read, "demo-node-" + node);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                final long nowNs = System.nanoTime();
                DemoLine.parse(line).ifPresent(said -> heard(said, nowNs));
            }
        } catch (final IOException ended) {
            // The process is gone; whoever waits for it sees that.
        }
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    private void heard(final DemoLine line, final long nowNs) {
        synchronized (monitor) {
            switch (line.word()) {
                case DemoLine.UP -> {
                    url = line.text(0);
                    upNs = nowNs;
                }
                case DemoLine.RING ->
                    ring = new Ring(
                            line.text(0),
                            line.nodes(1),
                            line.text(2),
                            line.number(3),
                            line.number(4),
                            line.number(5),
                            nowNs);
                case DemoLine.GROUP -> group = line.nodes(0);
                case DemoLine.SENT -> sent.add(line.number(0));
                case DemoLine.TALLY ->
                    tallies.put(line.number(0), new Tally(line.number(1), line.number(2), line.text(3)));
                default -> {
                    // Words that only say how far the child is.
                }
            }
            monitor.notifyAll();
        }
    }

    void tell(final DemoLine line) {
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (final IOException closed) {
            throw new DemoFailure(name() + " takes no commands any more: " + lastOutput(), closed);
        }
    }

    String name() {
        return "node " + node;
    }

    int node() {
        return node;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isUp() {
        return url != null;
    }

    String url() {
        return url;
    }

    long startedNs() {
        return startedNs;
    }

    long upNs() {
        return upNs;
    }

    /** The ring it reported last, null before the first. */
    Ring ring() {
        return ring;
    }

    List<Integer> group() {
        return group;
    }

    boolean hasSent(final int round) {
        return sent.contains(round);
    }

    /** What it reported of the round, null if it did not yet. */
    Tally tally(final int round) {
        return tallies.get(round);
    }

    /** SIGKILL: no farewell, as if the machine had lost its power. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(END_DEADLINE_S, TimeUnit.SECONDS);
    }

    /** Ends its input, which makes it leave the ring. */
    void askToEnd() {
        try {
            commands.close();
        } catch (final IOException gone) {
            // Then it has ended already.
        }
    }

    /** Waits for the end of the process, and enforces it at last; whether it ended by itself and with status 0. */
    boolean awaitEnd() throws InterruptedException {
        if (process.waitFor(END_DEADLINE_S, TimeUnit.SECONDS)) {
            return process.exitValue() == 0;
        }
        kill();
        return false;
    }

    /** The last lines of its log. */
    String lastOutput() {
        final StringBuilder text = new StringBuilder();
        if (!process.isAlive()) {
            text.append("exit status ").append(process.exitValue());
        }
        try {
            final List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())
                    .forEach(line -> text.append("\n    | ").append(line));
        } catch (final IOException unreadable) {
            text.append(" (its log cannot be read)");
        }
        return text.toString();
    }
}
