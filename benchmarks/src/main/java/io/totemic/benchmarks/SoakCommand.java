/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.NodeProcess.Line;
import io.totemic.simulation.trace.RecordedRun;
import io.totemic.simulation.trace.TraceCheck;
import io.totemic.simulation.trace.TraceReader;
import io.totemic.simulation.trace.TraceSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A ring under load loses two nodes and gets them back, again and again; whoever was there must have seen the same. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "Kills two nodes of a ring under load in each round and compares what the survivors delivered.")
final class SoakCommand implements Callable<Integer> {

    private static final long RING_LIMIT_S = 30;
    private static final long STARVED_RING_LIMIT_S = 180;
    private static final long WRITING_MS = 1_000;
    private static final int WRITERS = 3;

    @Mixin
    private RingOptions options;

    @Option(names = "--nodes", defaultValue = "5", description = "By default ${DEFAULT-VALUE}, at least 5.")
    private int nodeCount;

    @Option(names = "--rounds", defaultValue = "10", description = "By default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--rate", defaultValue = "1000", description = "Messages a second of each of three writers.")
    private int rate;

    @Option(names = "--bytes", defaultValue = "100", description = "Length of a message.")
    private int bytes;

    @Option(
            names = "--traces",
            description = "Let all nodes record what happens there, and check it at the end as the simulator does.")
    private Path traces;

    @Option(
            names = "--starve",
            paramLabel = "SEED",
            description = "Take the cores from the nodes for up to 4 s, again and again; needs chrt and nice.")
    private Long starveSeed;

    private final Map<String, String> hashOfSegment = new HashMap<>();
    private final Map<Long, Integer> segmentsRead = new HashMap<>();
    private Report report;
    private BenchRing ring;

    @Override
    public Integer call() throws Exception {
        if (nodeCount < 5 || rate < 1 || rounds < 1) {
            throw new BenchFailure("--nodes must be at least 5, --rate and --rounds at least 1");
        }
        if (traces != null) {
            Files.createDirectories(traces);
            for (final int node : RingOptions.nodes(nodeCount)) {
                Files.deleteIfExists(traceOf(node));
            }
        }
        report = new Report("Soak: " + nodeCount + " processes, " + WRITERS + " writers of " + rate + " messages/s of "
                + bytes + " bytes, two kills a round");
        try (BenchRing opened = new BenchRing(options, nodeCount, "", false)) {
            ring = opened;
            for (final int node : ring.nodes()) {
                startMember(node);
            }
            awaitAll();
            report.say("ring formed");
            runRounds();
        }
        if (traces != null) {
            claimNoViolations();
        }
        return report.end();
    }

    private void runRounds() throws IOException, InterruptedException {
        final Starvation starvation = starveSeed == null ? null : Starvation.begin(starveSeed);
        try {
            for (int round = 1; round <= rounds; round++) {
                round(round);
            }
        } finally {
            if (starvation != null) {
                starvation.close();
            }
        }
    }

    private void startMember(final int node) throws IOException {
        ring.startMember(
                node,
                starveSeed == null ? List.of() : Starvation.LAST_IN_LINE,
                traces == null ? List.of() : List.of("--trace", traceOf(node).toString()));
    }

    private long ringLimitS() {
        return starveSeed == null ? RING_LIMIT_S : STARVED_RING_LIMIT_S;
    }

    private Path traceOf(final int node) {
        return traces.resolve("node-" + node + ".trace").toAbsolutePath();
    }

    private void claimNoViolations() throws IOException, TraceSyntaxException {
        final RecordedRun run =
                TraceReader.read(ring.nodes().stream().map(this::traceOf).toList());
        final List<String> violations = TraceCheck.violations(run);
        report.claim(
                violations.isEmpty() && run.groupEvents() > 0,
                "traces: %d events on rings, %d told to members, %d not wholly known, %s",
                run.ringEvents(),
                run.groupEvents(),
                run.notes().size(),
                violations.isEmpty() ? "no violations" : String.join("; ", violations));
    }

    private void round(final int round) throws IOException, InterruptedException {
        final List<Integer> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add((round + 2 * i) % nodeCount + 1);
        }
        // Both distances, so that the representative, its neighbours and both writers and listeners are hit in turn.
        final int first = (round * 2) % nodeCount + 1;
        final int second = (first - 1 + 1 + round % 2) % nodeCount + 1;
        writers.forEach(node -> ring.process(node).tell("WRITE " + rate + " " + bytes + " AGREED"));
        Thread.sleep(WRITING_MS);
        final List<Integer> rest = new ArrayList<>(ring.nodes());
        final long firstMs = killAndAwait(first, rest);
        Thread.sleep(WRITING_MS);
        final long secondMs = killAndAwait(second, rest);
        Thread.sleep(WRITING_MS);
        report.say(
                "round %d: writers %s; node %d killed, new ring after %d ms; node %d killed, new ring after %d ms",
                round, writers, first, firstMs, second, secondMs);
        writers.retainAll(rest);
        compareDelivered(round, writers, rest);
        final long startNs = System.nanoTime();
        startMember(first);
        startMember(second);
        final long joinedMs = TimeUnit.NANOSECONDS.toMillis(awaitAll() - startNs);
        report.say("round %d: one ring of all %d ms after both were started", round, joinedMs);
        claimSameSequences(round);
    }

    private long killAndAwait(final int node, final List<Integer> rest) throws InterruptedException {
        rest.remove(Integer.valueOf(node));
        final long killedNs = ring.kill(node);
        return TimeUnit.NANOSECONDS.toMillis(ring.awaitToldRing(rest, ringLimitS()) - killedNs);
    }

    private long awaitAll() throws InterruptedException {
        for (final NodeProcess process : ring.processes()) {
            process.await("JOINED", 0, ringLimitS());
        }
        ring.awaitRing(ring.nodes(), ringLimitS());
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(ringLimitS());
        while (!ring.processes().stream().allMatch(this::knowsAllMembers)) {
            if (System.nanoTime() - endNs > 0) {
                throw new BenchFailure(
                        "not all nodes are in the group" + ring.process(1).lastOutput());
            }
            Thread.sleep(5);
        }
        return System.nanoTime();
    }

    private boolean knowsAllMembers(final NodeProcess process) {
        final List<Line> said = process.said("GROUP");
        return !said.isEmpty() && said.get(said.size() - 1).fields().get(0).equals(String.valueOf(nodeCount));
    }

    /** Each survivor must have been delivered all that surviving writers sent, in the order of their numbers; starved ones tell. */
    private void compareDelivered(final int round, final List<Integer> writers, final List<Integer> rest)
            throws InterruptedException {
        final Map<Integer, String> sent = new TreeMap<>();
        for (final int writer : writers) {
            sent.put(
                    writer,
                    ring.process(writer)
                            .ask("STOP", "SENT", ringLimitS())
                            .fields()
                            .get(0));
        }
        for (final int node : rest) {
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(starveSeed == null ? 10 : 0);
            String missing = "";
            Line said;
            do {
                said = ring.process(node).ask("REPORT", "DELIVERED", ringLimitS());
                missing = missing(said, sent);
            } while (!missing.isEmpty() && System.nanoTime() - endNs < 0);
            if (starveSeed == null) {
                report.claim(
                        missing.isEmpty() && said.fields().get(0).equals("0"),
                        "%s",
                        deliveredOf(round, node, sent, missing, said));
            } else {
                // Rings of starved nodes part, and what is sent in one half is owed to nobody in the other.
                report.say("%s", deliveredOf(round, node, sent, missing, said));
            }
        }
    }

    private static String deliveredOf(
            final int round, final int node, final Map<Integer, String> sent, final String missing, final Line said) {
        return String.format(
                "round %d: node %d was delivered all of %s%s, gaps or repetitions %s",
                round, node, sent, missing, said.fields().get(0));
    }

    private static String missing(final Line said, final Map<Integer, String> sent) {
        final Map<Integer, String> delivered = new HashMap<>();
        if (said.fields().size() > 1) {
            for (final String entry : said.fields().get(1).split(",", -1)) {
                final String[] parts = entry.split(":", -1);
                delivered.put(Integer.valueOf(parts[0]), parts[2]);
            }
        }
        for (final Map.Entry<Integer, String> entry : sent.entrySet()) {
            if (!entry.getValue().equals(delivered.get(entry.getKey()))) {
                return ", but of node " + entry.getKey() + " only up to " + delivered.get(entry.getKey());
            }
        }
        return "";
    }

    /** Nodes that left a ring for the same next one must have been delivered the same in it. */
    private void claimSameSequences(final int round) {
        int compared = 0;
        long messages = 0;
        final List<String> differing = new ArrayList<>();
        final StringBuilder shown = new StringBuilder();
        for (final NodeProcess process : ring.processes()) {
            final List<Line> said = process.said("SEGMENT");
            final int from = segmentsRead.getOrDefault(process.pid(), 0);
            for (final Line line : said.subList(from, said.size())) {
                final String key = line.fields().get(0) + " to " + line.fields().get(1);
                final String value =
                        line.fields().get(2) + " messages, " + line.fields().get(3);
                final String known = hashOfSegment.putIfAbsent(key, value);
                if (known == null) {
                    messages += Long.parseLong(line.fields().get(2));
                    shown.append(String.format("%n        ring %s: %s", key, value));
                } else if (known.equals(value)) {
                    compared++;
                } else {
                    differing.add("ring " + key + ": node " + process.node() + " has " + value + ", another " + known);
                }
            }
            segmentsRead.put(process.pid(), said.size());
        }
        report.claim(
                differing.isEmpty() && compared > 0,
                "round %d: %d messages in %d comparisons, %s%s",
                round,
                messages,
                compared,
                differing.isEmpty() ? "all equal" : String.join("; ", differing),
                shown);
    }
}
