/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.BenchFailure;
import io.totemic.benchmarks.ProcessFigures;
import io.totemic.benchmarks.compare.GrowthRun.Writers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Rings of several sizes of Totemic and of Corosync, one ring at a time: a token that is never held takes the processor from any other. A ring that
 * does not form, or falls apart for good, is written down, and the next one is measured.
 */
public final class GrowthComparison {

    /**
     * What is measured.
     *
     * @param nodes of each ring
     * @param bytes of a message
     * @param rounds of all
     * @param seconds of each run
     * @param warmUpSeconds of load on a ring of three JVMs before it is measured; in proportion on a larger one
     * @param isKept whether configurations and logs are
     */
    public record Plan(
            List<Integer> nodes, int bytes, int rounds, double seconds, double warmUpSeconds, boolean isKept) {

        public Plan {
            nodes = List.copyOf(nodes);
        }
    }

    private static final String NEVER_HELD = "seqno_unchanged_const: 2147483647";
    private static final double SMALL_RING_NODES = 3;
    private static final double SETTLE_S = 1;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final long MIB = 1024L * 1024;

    /** Besides its heap: what a node has resident under load, and what its links keep in shared memory. */
    private static final long BESIDE_HEAP_MIB = 280;

    private final Plan plan;
    private final Map<Contender, RingLauncher> launchers = new EnumMap<>(Contender.class);
    private final Consumer<String> progress;
    private final List<GrowthRun> runs = new ArrayList<>();
    private final List<GrowthFailure> failures = new ArrayList<>();

    /**
     * Of Totemic and of Corosync over some transports.
     *
     * @param transports of knet and udpu
     * @param totemLines of section totem of Totemic's nodes
     * @param httpPort of Totemic's nodes, each in its namespace
     * @param progress is told a sentence now and then
     */
    public GrowthComparison(
            final Plan plan,
            final List<String> transports,
            final List<String> totemLines,
            final int httpPort,
            final Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        final List<String> lines = new ArrayList<>(List.of(NEVER_HELD));
        lines.addAll(totemLines);
        launchers.put(Contender.TOTEMIC, new TotemicLauncher(lines, httpPort, "thread", true));
        for (final String transport : transports) {
            launchers.put(
                    Contender.ofLabel("corosync-" + transport).orElseThrow(),
                    new CorosyncLauncher(transport, List.of(NEVER_HELD)));
        }
    }

    /**
     * Measures all.
     *
     * @throws BenchFailure if another comparison is on
     */
    public GrowthResults run() throws IOException, InterruptedException {
        try (LabDirectory directory = new LabDirectory(plan.isKept())) {
            say("about %.0f min, if all rings form", Math.ceil(estimateSeconds() / SECONDS_PER_MINUTE));
            for (final int nodes : plan.nodes()) {
                for (int round = 1; round <= plan.rounds(); round++) {
                    for (final Contender contender : launchers.keySet()) {
                        final Path own = directory.path().resolve(contender.label() + "-" + nodes + "-" + round);
                        measure(contender, nodes, round, own);
                    }
                }
            }
        }
        return new GrowthResults(runs, failures);
    }

    private void measure(final Contender contender, final int nodes, final int round, final Path directory)
            throws IOException, InterruptedException {
        boolean hasFormed = false;
        try {
            if (contender.isJvm()) {
                requireMemory(nodes);
            }
            say("%s: starting %d nodes, round %d", contender.label(), nodes, round);
            final Setting setting = new Setting(false, Setting.ETHERNET_MTU_BYTES, nodes);
            try (RingUnderTest ring = new RingUnderTest(contender, launchers.get(contender), setting, directory)) {
                hasFormed = true;
                warmUp(ring, setting);
                for (final Writers writers : Writers.values()) {
                    final GrowthRun run = writers == Writers.NONE
                            ? measureIdle(ring, setting, round)
                            : measureLoaded(ring, setting, round, writers);
                    runs.add(run);
                    sayRun(run);
                }
            }
        } catch (final BenchFailure failure) {
            // What follows are lines of a log, which --keep keeps.
            final String reason =
                    failure.getMessage().lines().findFirst().orElse("").replace("; it logged", "");
            failures.add(new GrowthFailure(nodes, contender.label(), round, hasFormed, reason));
            say("%s, %d nodes: not measured any further: %s", contender.label(), nodes, failure.getMessage());
        }
    }

    private void warmUp(final RingUnderTest ring, final Setting setting) throws InterruptedException {
        final double warmUpSeconds = warmUpSeconds(ring.contender(), setting.nodes());
        say("%s: a ring of %d; %.0f s of load first", ring.contender().label(), setting.nodes(), warmUpSeconds);
        final MeasuredCase load = new MeasuredCase(MeasuredCase.Kind.THROUGHPUT, plan.bytes(), setting.nodes());
        new Measurement(ring, warmUpSeconds).run(new PlannedRun(setting, 0, load, ring.contender()));
    }

    /** More JVMs compile the same on the same cores. */
    private double warmUpSeconds(final Contender contender, final int nodes) {
        return contender.isJvm()
                ? plan.warmUpSeconds() * Math.max(1, nodes / SMALL_RING_NODES)
                : Math.min(1, plan.warmUpSeconds());
    }

    private GrowthRun measureIdle(final RingUnderTest ring, final Setting setting, final int round)
            throws InterruptedException {
        ring.beginRun();
        sleep(SETTLE_S);
        final RotationMeter meter = ring.rotationMeter();
        meter.begin();
        sleep(plan.seconds());
        return new GrowthRun(
                setting.nodes(),
                ring.contender().label(),
                round,
                0,
                0,
                meter.end(),
                true,
                Double.parseDouble(ProcessFigures.load()),
                ring.disturbances());
    }

    private GrowthRun measureLoaded(
            final RingUnderTest ring, final Setting setting, final int round, final Writers writers)
            throws InterruptedException {
        final int writing = writers.of(setting.nodes());
        final Measurement measurement = new Measurement(ring, plan.seconds(), ring.rotationMeter());
        final RunResult result = measurement.run(new PlannedRun(
                setting,
                round,
                new MeasuredCase(MeasuredCase.Kind.THROUGHPUT, plan.bytes(), writing),
                ring.contender()));
        return new GrowthRun(
                setting.nodes(),
                result.system(),
                round,
                writing,
                result.messagesPerSecond(),
                measurement.rotation(),
                result.isOneOrder(),
                result.load(),
                result.note());
    }

    private void sayRun(final GrowthRun run) {
        say(
                "%s, %d nodes, %d of them writing, round %d: %s messages/s at each node; rotation %s us on average%s%s",
                run.system(),
                run.nodes(),
                run.writers(),
                run.round(),
                ComparisonTable.number(run.messagesPerSecond()),
                ComparisonTable.number(run.rotation().meanMicros()),
                run.rotation().p50Micros() > 0
                        ? ", p50 " + ComparisonTable.number(run.rotation().p50Micros())
                        : "",
                run.remark().isEmpty() ? "" : "; " + run.remark());
    }

    /** The nodes have the same flags as this JVM, and so the same heap. */
    private void requireMemory(final int nodes) throws IOException {
        final long neededMib = nodes * (Runtime.getRuntime().maxMemory() / MIB + BESIDE_HEAP_MIB);
        final long availableMib = AvailableMemory.kibibytes(Files.readAllLines(Path.of("/proc/meminfo"))) / 1024;
        if (availableMib < neededMib) {
            throw new BenchFailure(
                    nodes + " JVMs may need " + neededMib + " MiB, and " + availableMib + " are available");
        }
    }

    private double estimateSeconds() {
        double sum = 0;
        for (final int nodes : plan.nodes()) {
            for (final Contender contender : launchers.keySet()) {
                sum += Durations.START_S * Math.max(1, nodes / SMALL_RING_NODES)
                        + warmUpSeconds(contender, nodes)
                        + Writers.values().length * (SETTLE_S + plan.seconds());
            }
        }
        return sum * plan.rounds();
    }

    private static void sleep(final double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep((long) (seconds * MILLIS_PER_SECOND));
    }

    private void say(final String format, final Object... arguments) {
        progress.accept(String.format(Locale.ROOT, format, arguments));
    }
}
