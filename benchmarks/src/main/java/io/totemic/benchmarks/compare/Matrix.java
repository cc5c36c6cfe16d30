/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All runs in the order in which they are made: by setting, then round by round and case by case, the contenders in turn. */
final class Matrix {

    /** Bytes of a probe in all cases but {@link MeasuredCase.Kind#PACED}. */
    static final int PROBE_BYTES = 64;

    /** Bytes of the messages in {@link MeasuredCase.Kind#PACED}. */
    static final int PACED_BYTES = 1024;

    private final List<PlannedRun> runs = new ArrayList<>();

    /**
     * Of these settings and contenders, with the cases that {@code cases} says for a setting; a contender is left out of a setting that it does
     * not support.
     */
    Matrix(
            final List<Setting> settings,
            final int rounds,
            final Function<Setting, List<MeasuredCase>> cases,
            final List<Contender> contenders) {
        for (final Setting setting : settings) {
            for (int round = 1; round <= rounds; round++) {
                for (final MeasuredCase measured : cases.apply(setting)) {
                    for (final Contender contender : contenders) {
                        if (contender.supports(setting)) {
                            runs.add(new PlannedRun(setting, round, measured, contender));
                        }
                    }
                }
            }
        }
    }

    /** Writers 1 to each of {@code writers}, of messages of each of {@code sizes}. */
    static List<MeasuredCase> throughputCases(final List<Integer> sizes, final List<Integer> writers) {
        return sizes.stream()
                .flatMap(bytes ->
                        writers.stream().map(count -> new MeasuredCase(MeasuredCase.Kind.THROUGHPUT, bytes, count)))
                .toList();
    }

    /** All cases of latency: at the first and at the last node where it may matter, and each of {@code rates} a second. */
    static List<MeasuredCase> latencyCases(final int nodes, final List<Integer> rates) {
        final List<MeasuredCase> cases = new ArrayList<>(List.of(
                new MeasuredCase(MeasuredCase.Kind.BACK_TO_BACK, PROBE_BYTES, 1),
                new MeasuredCase(MeasuredCase.Kind.BACK_TO_BACK, PROBE_BYTES, nodes),
                new MeasuredCase(MeasuredCase.Kind.IDLE, PROBE_BYTES, 1),
                new MeasuredCase(MeasuredCase.Kind.IDLE, PROBE_BYTES, nodes)));
        rates.forEach(rate -> cases.add(new MeasuredCase(MeasuredCase.Kind.PACED, PACED_BYTES, rate)));
        cases.add(new MeasuredCase(MeasuredCase.Kind.SATURATED, PROBE_BYTES, 0));
        return List.copyOf(cases);
    }

    /** All runs. */
    List<PlannedRun> runs() {
        return List.copyOf(runs);
    }

    /** Those that are not among the finished ones. */
    List<PlannedRun> remaining(final Collection<RunResult> finished) {
        final Set<PlannedRun> done = finished.stream().map(RunResult::run).collect(Collectors.toSet());
        return runs.stream().filter(run -> !done.contains(run)).toList();
    }

    /** Settings of these runs, in their order. */
    static Set<Setting> settingsOf(final List<PlannedRun> runs) {
        return runs.stream().map(PlannedRun::setting).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Contenders of these runs in a setting, in their order. */
    static Set<Contender> contendersOf(final List<PlannedRun> runs, final Setting setting) {
        return runs.stream()
                .filter(run -> run.setting().equals(setting))
                .map(PlannedRun::contender)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * About how long these runs take, in seconds, with all that is around them.
     *
     * @param seconds that a throughput run measures
     * @param warmUpSeconds of load on each ring of JVMs
     */
    static double estimateSeconds(final List<PlannedRun> runs, final double seconds, final double warmUpSeconds) {
        double sum = 0;
        for (final PlannedRun run : runs) {
            sum += Durations.ofRun(run.measured().kind(), seconds);
        }
        for (final Setting setting : settingsOf(runs)) {
            for (final Contender contender : contendersOf(runs, setting)) {
                sum += Durations.START_S + (contender.isJvm() ? warmUpSeconds : 0);
            }
        }
        return sum;
    }
}
