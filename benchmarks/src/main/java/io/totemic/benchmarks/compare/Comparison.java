/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.BenchFailure;
import io.totemic.benchmarks.ProcessFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Brings up all rings of a setting at once, warms them up, makes the runs in turn, and says how it goes. */
final class Comparison {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final long UNTIL_IDLE_MS = 1_000;
    private static final long IDLE_MS = 2_000;

    private final Map<Contender, RingLauncher> launchers;
    private final double seconds;
    private final double warmUpSeconds;
    private final boolean isKept;
    private final List<RunResult> results = new ArrayList<>();
    private final Map<Contender, Long> formedBetweenRuns = new EnumMap<>(Contender.class);
    private final long beganNs = System.nanoTime();
    private int made;
    private long inRunsNs;

    /** With throughput measured for {@code seconds}. */
    Comparison(final Map<Contender, RingLauncher> launchers, final double seconds, final LabOptions options) {
        this.launchers = Map.copyOf(launchers);
        this.seconds = seconds;
        this.warmUpSeconds = options.warmUpSeconds();
        this.isKept = options.isKept();
    }

    /** Makes what remains of the matrix, appending to {@code file} if it is not null; answers all results of the matrix. */
    List<RunResult> run(final Matrix matrix, final ResultFile file) throws IOException, InterruptedException {
        final List<RunResult> finished = file == null ? List.of() : file.read();
        finished.stream().filter(result -> matrix.runs().contains(result.run())).forEach(results::add);
        final List<PlannedRun> remaining = matrix.remaining(finished);
        System.out.printf(
                Locale.ROOT,
                "%d runs, %d of them finished before; about %.0f minutes%n",
                matrix.runs().size(),
                matrix.runs().size() - remaining.size(),
                Math.ceil(Matrix.estimateSeconds(remaining, seconds, warmUpSeconds) / SECONDS_PER_MINUTE));
        try (LabDirectory directory = new LabDirectory(isKept)) {
            for (final Setting setting : Matrix.settingsOf(remaining)) {
                runSetting(setting, remaining, directory.path(), file);
            }
        }
        return List.copyOf(results);
    }

    private void runSetting(
            final Setting setting, final List<PlannedRun> all, final Path directory, final ResultFile file)
            throws IOException, InterruptedException {
        final Map<Contender, RingUnderTest> rings = new EnumMap<>(Contender.class);
        final List<PlannedRun> runs =
                all.stream().filter(run -> run.setting().equals(setting)).toList();
        try {
            for (final Contender contender : Matrix.contendersOf(runs, setting)) {
                final Path own = directory.resolve(
                        contender.label() + "-" + (setting.isEncrypted() ? "crypto-" : "") + setting.mtuBytes());
                try {
                    rings.put(contender, new RingUnderTest(contender, launchers.get(contender), setting, own));
                    say("%s: %s is up", setting, contender.label());
                } catch (final BenchFailure failure) {
                    say("%s is not measured in this setting: %s", contender.label(), failure.getMessage());
                }
            }
            for (final RingUnderTest ring : List.copyOf(rings.values())) {
                try {
                    warmUp(ring, runs);
                } catch (final BenchFailure failure) {
                    drop(ring, rings, failure);
                }
            }
            sayIdle(rings);
            formedBetweenRuns.clear();
            rings.values().forEach(RingUnderTest::endRun);
            for (final PlannedRun run : runs) {
                final RingUnderTest ring = rings.get(run.contender());
                if (ring != null) {
                    make(run, ring, rings, file, all.size());
                }
            }
            sayFormed(setting);
        } finally {
            rings.values().forEach(RingUnderTest::close);
        }
    }

    private void make(
            final PlannedRun run,
            final RingUnderTest ring,
            final Map<Contender, RingUnderTest> rings,
            final ResultFile file,
            final int planned)
            throws InterruptedException {
        made++;
        final long startNs = System.nanoTime();
        try {
            formedBetweenRuns.merge(ring.contender(), ring.settle(), Long::sum);
            final RunResult result = new Measurement(ring, seconds).run(run);
            ring.endRun();
            inRunsNs += System.nanoTime() - startNs;
            results.add(result);
            if (file != null) {
                file.append(result);
            }
            sayResult(result, planned);
        } catch (final BenchFailure failure) {
            drop(ring, rings, failure);
        }
    }

    /** Goes on without a ring in this setting: the others are worth measuring. */
    private void drop(final RingUnderTest ring, final Map<Contender, RingUnderTest> rings, final BenchFailure failure) {
        say("%s ends here in this setting: %s", ring.contender().label(), failure.getMessage());
        rings.remove(ring.contender());
        ring.close();
    }

    /** Load of every size from all nodes, so long in all that a JVM has compiled what it will run. */
    private void warmUp(final RingUnderTest ring, final List<PlannedRun> runs) throws InterruptedException {
        final List<PlannedRun> own =
                runs.stream().filter(run -> run.contender() == ring.contender()).toList();
        final List<MeasuredCase> cases = own.stream()
                .map(PlannedRun::measured)
                .map(measured -> measured.kind().isLatency()
                        ? measured
                        : new MeasuredCase(
                                measured.kind(),
                                measured.bytes(),
                                own.get(0).setting().nodes()))
                .distinct()
                .toList();
        final double probeSeconds = cases.stream()
                .filter(measured -> measured.kind().isLatency())
                .mapToDouble(measured -> Durations.ofProbes(measured.kind()))
                .sum();
        final long floods =
                cases.stream().filter(measured -> !measured.kind().isLatency()).count();
        final double wanted = ring.contender().isJvm() ? warmUpSeconds : Math.min(1, warmUpSeconds) * floods;
        final double each = Math.max(0.5, (wanted - probeSeconds) / Math.max(1, floods));
        final long startNs = System.nanoTime();
        do {
            for (final MeasuredCase measured : cases) {
                new Measurement(ring, each).run(new PlannedRun(own.get(0).setting(), 0, measured, ring.contender()));
            }
        } while ((System.nanoTime() - startNs) / NANOS_PER_SECOND < wanted);
        say(
                "%s: %.0f s of load before the first run%s",
                ring.contender().label(),
                (System.nanoTime() - startNs) / NANOS_PER_SECOND,
                ring.remark().isEmpty() ? "" : "; " + ring.remark());
    }

    private void sayIdle(final Map<Contender, RingUnderTest> rings) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(UNTIL_IDLE_MS);
        final Map<Contender, List<List<ProcessFigures>>> before = new EnumMap<>(Contender.class);
        rings.forEach((contender, ring) -> before.put(contender, ring.processorTimes()));
        TimeUnit.MILLISECONDS.sleep(IDLE_MS);
        final List<String> idle = new ArrayList<>();
        rings.forEach((contender, ring) -> idle.add(contender.label() + " "
                + ring.cpuPercentSince(before.get(contender)).stream()
                        .map(percent -> String.format(Locale.ROOT, "%.1f", percent))
                        .toList()));
        say("idle, all of them up, %% of a core of each node: %s", String.join(", ", idle));
    }

    /** A ring that loses its token while another is measured says something of the cores, and is not in the table. */
    private void sayFormed(final Setting setting) {
        formedBetweenRuns.forEach((contender, formed) -> {
            if (formed > 0) {
                say(
                        "%s: %s logged %d memberships between its runs, while others were measured",
                        setting, contender.label(), formed);
            }
        });
    }

    private void sayResult(final RunResult result, final int planned) {
        final double minutesOfRun = inRunsNs / NANOS_PER_SECOND / SECONDS_PER_MINUTE / made;
        final String figures = result.kind().isLatency()
                ? String.format(
                        Locale.ROOT,
                        "p50 %.0f us, p99 %.0f us",
                        result.due().p50(),
                        result.due().p99())
                : String.format(
                        Locale.ROOT,
                        "%s messages/s, %.1f MB/s",
                        ComparisonTable.number(result.messagesPerSecond()),
                        result.megabytesPerSecond());
        say(
                "%d/%d, runs for about %.0f min left: %s, round %d, %s, %s: %s%s",
                made,
                planned,
                Math.ceil(minutesOfRun * (planned - made)),
                result.run().setting(),
                result.round(),
                result.title(),
                result.system(),
                figures,
                result.note().isEmpty() ? "" : "; " + result.note());
    }

    private void say(final String format, final Object... arguments) {
        System.out.println(String.format(Locale.ROOT, "%7.1f s  ", (System.nanoTime() - beganNs) / NANOS_PER_SECOND)
                + String.format(Locale.ROOT, format, arguments));
        System.out.flush();
    }
}
