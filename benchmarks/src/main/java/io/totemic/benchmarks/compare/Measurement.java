/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.NodeProcess;
import io.totemic.benchmarks.NodeProcess.Line;
import io.totemic.benchmarks.ProcessFigures;
import io.totemic.benchmarks.compare.RingUnderTest.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Makes one run on one ring. */
final class Measurement {

    private static final int FLOOD_BYTES = 1024;
    private static final int IDLE_INTERVAL_US = 20_000;
    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int SATURATED_INTERVAL_US = 10_000;
    private static final long LEAST_DRAIN_LIMIT_S = 10;
    private static final int SMALL_RING_NODES = 3;
    private static final long PROBE_LIMIT_S = 30;
    private static final long POLL_MS = 20;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final long LONGEST_NS = 600_000_000_000L;
    private static final int DIGITS = 3;

    private final RingUnderTest ring;
    private final double seconds;
    private final RotationMeter meter;
    private final Histogram fromSent = new Histogram(LONGEST_NS, DIGITS);
    private final Histogram fromDue = new Histogram(LONGEST_NS, DIGITS);
    private Rotation rotation = Rotation.NONE;
    private long lost;

    /** Throughput is measured for {@code seconds}. */
    Measurement(final RingUnderTest ring, final double seconds) {
        this(ring, seconds, RotationMeter.NONE);
    }

    /** The same, with the token watched meanwhile. */
    Measurement(final RingUnderTest ring, final double seconds, final RotationMeter meter) {
        this.ring = ring;
        this.seconds = seconds;
        this.meter = meter;
    }

    /** What was seen of the token in the last run. */
    Rotation rotation() {
        return rotation;
    }

    RunResult run(final PlannedRun planned) throws InterruptedException {
        final MeasuredCase measured = planned.measured();
        ring.beginRun();
        final List<NodeProcess> probers = probers(measured);
        final List<NodeProcess> writers = writers(measured);
        writers.forEach(
                member -> member.tell("WRITE " + (measured.kind().isLatency() ? FLOOD_BYTES : measured.bytes())));
        if (!writers.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep((long) (Durations.SETTLE_S * MILLIS_PER_SECOND));
        }
        final List<List<ProcessFigures>> processorBefore = ring.processorTimes();
        final MachineTime machineBefore = MachineTime.now();
        final List<Counted> before = ring.count();
        meter.begin();
        if (probers.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep((long) (seconds * MILLIS_PER_SECOND));
        } else {
            probe(measured, probers);
        }
        rotation = meter.end();
        final List<Counted> after = ring.count();
        final List<Double> cpu = ring.cpuPercentSince(processorBefore);
        final double busy = MachineTime.now().busyPercentSince(machineBefore);
        final List<NodeProcess> senders = new ArrayList<>(writers);
        senders.addAll(probers);
        final long sent = ring.stop(senders);
        final List<Counted> end = drain(sent);
        final List<Double> rates = new ArrayList<>();
        for (int node = 0; node < after.size(); node++) {
            rates.add((after.get(node).messages() - before.get(node).messages())
                    * NANOS_PER_SECOND
                    / (after.get(node).atNs() - before.get(node).atNs()));
        }
        return new RunResult(
                planned.contender().label(),
                planned.setting().isEncrypted(),
                planned.setting().mtuBytes(),
                measured.kind(),
                measured.bytes(),
                measured.parameter(),
                planned.round(),
                rates.stream().mapToDouble(rate -> rate).average().orElse(0),
                rates,
                cpu,
                Math.max(0, busy - cpu.stream().mapToDouble(each -> each).sum()),
                fromDue.getTotalCount(),
                lost,
                percentiles(fromDue),
                percentiles(fromSent),
                isOneOrder(end, sent),
                Double.parseDouble(ProcessFigures.load()),
                note(end, sent, MachineTime.now().stolenMsSince(machineBefore)));
    }

    private List<NodeProcess> writers(final MeasuredCase measured) {
        return switch (measured.kind()) {
            case THROUGHPUT -> ring.members().subList(0, measured.parameter());
            case SATURATED -> ring.members().subList(1, ring.members().size());
            default -> List.of();
        };
    }

    private List<NodeProcess> probers(final MeasuredCase measured) {
        return switch (measured.kind()) {
            case THROUGHPUT -> List.of();
            case PACED -> ring.members();
            case SATURATED -> ring.members().subList(0, 1);
            default -> List.of(ring.members().get(measured.parameter() - 1));
        };
    }

    private void probe(final MeasuredCase measured, final List<NodeProcess> probers) throws InterruptedException {
        final int intervalUs =
                switch (measured.kind()) {
                    case IDLE -> IDLE_INTERVAL_US;
                    case PACED -> MICROS_PER_SECOND / measured.parameter();
                    case SATURATED -> SATURATED_INTERVAL_US;
                    default -> 0;
                };
        final int durationS = Durations.ofProbes(measured.kind());
        probers.forEach(member -> member.tell("PROBE " + measured.bytes() + " " + intervalUs + " " + durationS));
        for (final NodeProcess member : probers) {
            final Line said = member.await("PROBED", 0, durationS + PROBE_LIMIT_S);
            lost += Long.parseLong(said.fields().get(0));
            addTo(fromSent, said.fields().get(1));
            addTo(fromDue, said.fields().get(2));
        }
    }

    private static void addTo(final Histogram histogram, final String word) {
        if (word.equals("-")) {
            return;
        }
        for (final String pair : word.split(",", -1)) {
            final int colon = pair.indexOf(':');
            histogram.recordValueWithCount(
                    Math.min(LONGEST_NS, Long.parseLong(pair.substring(0, colon))),
                    Long.parseLong(pair.substring(colon + 1)));
        }
    }

    private static RunResult.Latencies percentiles(final Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return RunResult.Latencies.NONE;
        }
        return new RunResult.Latencies(
                micros(histogram, 50),
                micros(histogram, 90),
                micros(histogram, 99),
                micros(histogram, 99.9),
                micros(histogram, 100));
    }

    private static double micros(final Histogram histogram, final double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }

    /** Waits until all that was sent is delivered everywhere, so that nothing of it disturbs the next run; not for ever. */
    private List<Counted> drain(final long sent) throws InterruptedException {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(drainLimitS());
        List<Counted> now = ring.count();
        while (!isDrained(now, sent) && System.nanoTime() - endNs < 0) {
            Thread.sleep(POLL_MS);
            now = ring.count();
        }
        return now;
    }

    /** Each writer may have as much on its way as another. */
    private long drainLimitS() {
        return Math.max(
                LEAST_DRAIN_LIMIT_S, LEAST_DRAIN_LIMIT_S * ring.members().size() / SMALL_RING_NODES);
    }

    private static boolean isDrained(final List<Counted> end, final long sent) {
        return end.stream().allMatch(node -> node.messages() >= sent);
    }

    private static boolean isOneOrder(final List<Counted> end, final long sent) {
        return end.stream().allMatch(node -> node.messages() == sent && node.gaps() == 0)
                && end.stream().map(Counted::hash).distinct().count() == 1;
    }

    private String note(final List<Counted> end, final long sent, final double stolenMs) {
        final String disturbances = ring.disturbances();
        if (!disturbances.isEmpty()) {
            return "the group changed, or a message was refused: " + disturbances
                    + String.format(Locale.ROOT, "; stolen by the host: %.0f ms", stolenMs);
        }
        return isDrained(end, sent)
                ? ""
                : "of " + sent + " messages "
                        + end.stream().map(Counted::messages).toList() + " delivered " + drainLimitS()
                        + " s after the last was sent";
    }
}
