/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.NodeProcess.Line;
import io.totemic.protocol.Guarantee;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A ring of members with writers on some of them, and what they measured. Closing it ends all processes. */
final class LoadedRing implements AutoCloseable {

    private static final long LIMIT_S = 60;
    private static final int CATCH_UP_LIMIT_S = 30;
    private static final long CAUGHT_UP_NS = 50_000_000L;
    private static final double NANOS_PER_MICRO = 1_000.0;

    /**
     * What one node measured.
     *
     * @param beganNs when, by {@code System.nanoTime()}
     * @param slices messages delivered in each {@link DeliveryMeter#SLICE_NS} since
     */
    record Measured(Histogram latencies, long beganNs, int[] slices) {

        /** Messages delivered from one time to another, by whole slices. */
        long deliveredBetween(final long fromNs, final long toNs) {
            final int from = (int) Math.max(0, firstSliceFrom(fromNs));
            final int to = (int) Math.min(slices.length, (toNs - beganNs) / DeliveryMeter.SLICE_NS);
            long sum = 0;
            for (int i = from; i < to; i++) {
                sum += slices[i];
            }
            return sum;
        }

        private long firstSliceFrom(final long fromNs) {
            return (fromNs - beganNs + DeliveryMeter.SLICE_NS - 1) / DeliveryMeter.SLICE_NS;
        }

        /** How long after {@code fromNs} the first message was delivered, to a slice; until the end if none was. */
        long silenceAfterNs(final long fromNs) {
            int slice = (int) Math.max(0, firstSliceFrom(fromNs));
            while (slice < slices.length && slices[slice] == 0) {
                slice++;
            }
            return beganNs + slice * DeliveryMeter.SLICE_NS - fromNs;
        }
    }

    private final BenchRing ring;
    private final Map<Integer, String> sent = new TreeMap<>();
    private List<Integer> writers = List.of();

    /** Starts the members and waits until they are one ring and one group. */
    LoadedRing(final RingOptions options, final int nodeCount, final String moreTotem)
            throws IOException, InterruptedException {
        ring = new BenchRing(options, nodeCount, moreTotem, false);
        try {
            for (final int node : ring.nodes()) {
                ring.startMember(node);
            }
            ring.awaitRing(ring.nodes(), LIMIT_S);
            for (final NodeProcess process : ring.processes()) {
                process.await("JOINED", 0, LIMIT_S);
            }
            ring.awaitRing(ring.nodes(), LIMIT_S);
        } catch (final BenchFailure | IOException | InterruptedException failure) {
            ring.close();
            throw failure;
        }
    }

    List<Integer> nodes() {
        return ring.nodes();
    }

    NodeProcess process(final int node) {
        return ring.process(node);
    }

    /** User and system time of all processes so far, in hundredths of a second. */
    long cpuTicks() {
        return ring.processes().stream()
                .mapToLong(process -> ProcessFigures.of(process.pid()).cpuTicks())
                .sum();
    }

    String ringId() throws InterruptedException {
        return ring.awaitRing(ring.nodes(), LIMIT_S);
    }

    /** Has every node send; {@code rate} messages a second or {@link SequenceWriter#SATURATING}. */
    void write(final int rate, final int bytes) {
        write(rate, bytes, Guarantee.AGREED);
    }

    /** The same with a guarantee. */
    void write(final int rate, final int bytes, final Guarantee guarantee) {
        write(nodes(), rate, bytes, guarantee);
    }

    /** The same on some nodes only. */
    void write(final List<Integer> nodes, final int rate, final int bytes) {
        write(nodes, rate, bytes, Guarantee.AGREED);
    }

    private void write(final List<Integer> nodes, final int rate, final int bytes, final Guarantee guarantee) {
        writers = List.copyOf(nodes);
        writers.forEach(node -> process(node).tell("WRITE " + rate + " " + bytes + " " + guarantee));
    }

    /**
     * Has {@code node} send one message and waits until all have been told it.
     *
     * @return from its submission to the last of its deliveries, in ns
     */
    long sendOne(final int node, final int bytes) throws InterruptedException {
        final Map<Integer, Integer> before = new TreeMap<>();
        ring.processes().forEach(process -> before.put(process.node(), process.count("ONE")));
        ring.process(node).tell("ONE " + bytes);
        long longestNs = 0;
        for (final NodeProcess process : ring.processes()) {
            final Line said = process.await("ONE", before.get(process.node()), LIMIT_S);
            longestNs = Math.max(longestNs, Long.parseLong(said.fields().get(0)));
        }
        return longestNs;
    }

    /** Ends all writers. */
    void stopWriting() throws InterruptedException {
        for (final int node : writers) {
            final Line said = process(node).ask("STOP", "SENT", LIMIT_S);
            sent.put(node, said.fields().get(0));
        }
    }

    /** Messages sent by all in their lives. */
    long sentMessages() {
        return sent.values().stream().mapToLong(Long::parseLong).sum();
    }

    void measure() throws InterruptedException {
        for (final NodeProcess process : ring.processes()) {
            process.ask("MEASURE", "MEASURING", LIMIT_S);
        }
        ring.process(1).tell("BEGIN");
    }

    /**
     * Waits until messages are delivered soon after they are due: what waited while the processes were still compiling would be
     * in the latencies otherwise. Gives up after half a minute, and says so.
     */
    void awaitCaughtUp(final Report report) throws InterruptedException {
        for (int second = 0; second < CATCH_UP_LIMIT_S; second++) {
            measure();
            TimeUnit.SECONDS.sleep(1);
            final List<Measured> measured = endMeasure();
            ring.process(1).ask("END", "ROTATION", LIMIT_S);
            if (measured.stream()
                    .allMatch(node -> node.latencies().getTotalCount() > 0
                            && node.latencies().getValueAtPercentile(50) < CAUGHT_UP_NS)) {
                report.say("the ring has caught up with what is due %d s after the warm-up", second + 1);
                return;
            }
        }
        report.say(
                "the ring does not catch up with what is due within %d s: latencies are those of a backlog",
                CATCH_UP_LIMIT_S);
    }

    /** By node, in their order. */
    List<Measured> endMeasure() throws InterruptedException {
        final List<Measured> all = new ArrayList<>();
        for (final NodeProcess process : ring.processes()) {
            final List<String> said =
                    process.ask("END-MEASURE", "MEASURED", LIMIT_S).fields();
            final String[] parts = said.get(1).split(":", -1);
            final int[] slices = parts[1].isEmpty()
                    ? new int[0]
                    : Arrays.stream(parts[1].split(",", -1))
                            .mapToInt(Integer::parseInt)
                            .toArray();
            all.add(new Measured(DeliveryMeter.latenciesOf(said.get(0)), Long.parseLong(parts[0]), slices));
        }
        return all;
    }

    /** Claims that every node was delivered all that was sent, in one sequence, without gap or repetition. */
    void claimSameSequence(final Report report) throws InterruptedException {
        final List<String> sequences = new ArrayList<>();
        for (final NodeProcess process : ring.processes()) {
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
            Line said;
            String missing;
            do {
                Thread.sleep(20);
                said = process.ask("REPORT", "DELIVERED", LIMIT_S);
                missing = missing(said);
            } while (!missing.isEmpty() && System.nanoTime() - endNs < 0);
            report.claim(
                    missing.isEmpty() && said.fields().get(0).equals("0"),
                    "node %d was delivered all of %s%s; gaps or repetitions: %s",
                    process.node(),
                    sent,
                    missing,
                    said.fields().get(0));
        }
        for (final NodeProcess process : ring.processes()) {
            final List<Line> said = process.said("SEQUENCE");
            sequences.add(String.join(" ", said.get(said.size() - 1).fields()));
            report.claim(
                    process.count("WRITER-FAILED") == 0 && process.count("FAULT") == 0,
                    "node %d: no message refused, none out of order",
                    process.node());
        }
        report.claim(
                sequences.stream().distinct().count() == 1,
                "one sequence at all nodes (messages, hash): %s",
                String.join("; ", sequences.stream().distinct().toList()));
    }

    private String missing(final Line said) {
        final Map<String, String> delivered = new TreeMap<>();
        if (said.fields().size() > 1) {
            for (final String entry : said.fields().get(1).split(",", -1)) {
                final String[] parts = entry.split(":", -1);
                delivered.put(parts[0], parts[2]);
            }
        }
        final StringBuilder missing = new StringBuilder();
        sent.forEach((node, last) -> {
            if (!last.equals(delivered.getOrDefault(String.valueOf(node), "0"))) {
                missing.append(", but of node ")
                        .append(node)
                        .append(" only up to ")
                        .append(delivered.get(String.valueOf(node)));
            }
        });
        return missing.toString();
    }

    /** Prints latencies of all nodes together in microseconds, with the load of the machine. */
    static void showLatencies(final Report report, final String what, final List<Measured> all) {
        final Histogram together = new Histogram(all.get(0).latencies());
        together.reset();
        all.forEach(measured -> together.add(measured.latencies()));
        report.row(
                "%-28s p50 %.0f us, p99 %.0f us, p99.9 %.0f us, max %.0f us, %d deliveries, load %s",
                what,
                together.getValueAtPercentile(50) / NANOS_PER_MICRO,
                together.getValueAtPercentile(99) / NANOS_PER_MICRO,
                together.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
                together.getMaxValue() / NANOS_PER_MICRO,
                together.getTotalCount(),
                ProcessFigures.load());
    }

    /** Prints the rotation of the token at node 1 since {@link #measure()}; answers its p99 in microseconds. */
    double showRotation(final Report report) throws InterruptedException {
        final double[] micros = ring.process(1).ask("END", "ROTATION", LIMIT_S).fields().stream()
                .mapToDouble(field -> Long.parseLong(field) / NANOS_PER_MICRO)
                .toArray();
        report.row(
                "%-28s p50 %.0f us, p99 %.0f us, p99.9 %.0f us, max %.0f us",
                "rotation at node 1", micros[1], micros[2], micros[3], micros[4]);
        return micros[2];
    }

    /** Prints, and answers by node, what {@code COUNTERS} says. */
    List<NodeCounters> counters(final Report report) throws InterruptedException {
        final List<NodeCounters> all = new ArrayList<>();
        for (final NodeProcess process : ring.processes()) {
            final NodeCounters counters = NodeCounters.of(process.ask("COUNTERS", "COUNTERS", LIMIT_S));
            report.row("node %d: %s", process.node(), counters);
            all.add(counters);
        }
        return all;
    }

    @Override
    public void close() {
        ring.close();
    }
}
