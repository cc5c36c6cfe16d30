/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Whether rings with a token time-out stay as they are: idle, at a rate, and in a flood. */
final class StableToken {

    private static final long LIMIT_S = 60;
    private static final int WARM_UP_S = 5;
    private static final int BYTES = 1024;

    private final RingOptions options;
    private final int nodes;
    private final int seconds;

    /** What nodes do meanwhile. */
    enum Phase {
        IDLE,
        PACED,
        FLOOD;

        /** Messages of 1 KB that each node sends in a second. */
        static final int RATE = 2_000;
    }

    /**
     * One phase of one ring.
     *
     * @param gathers how often nodes left OPERATIONAL, of all nodes together
     */
    record Soak(int tokenMs, Phase phase, int seconds, long gathers, String load) {}

    StableToken(final RingOptions options, final int nodes, final int seconds) {
        this.options = options;
        this.nodes = nodes;
        this.seconds = seconds;
    }

    /** Has a ring of this time-out go through all phases, once its processes are warm. */
    List<Soak> soak(final Report report, final int tokenMs) throws IOException, InterruptedException {
        final List<Soak> soaks = new ArrayList<>();
        try (LoadedRing ring = new LoadedRing(options, nodes, FailoverCommand.line(tokenMs))) {
            ring.write(Phase.RATE, BYTES);
            TimeUnit.SECONDS.sleep(WARM_UP_S);
            ring.stopWriting();
            for (final Phase phase : Phase.values()) {
                ring.ringId();
                final long before = gathers(ring);
                if (phase != Phase.IDLE) {
                    ring.write(phase == Phase.PACED ? Phase.RATE : SequenceWriter.SATURATING, BYTES);
                }
                TimeUnit.SECONDS.sleep(seconds);
                if (phase != Phase.IDLE) {
                    ring.stopWriting();
                }
                final Soak soak = new Soak(tokenMs, phase, seconds, gathers(ring) - before, ProcessFigures.load());
                soaks.add(soak);
                report.say(
                        "token %d ms, %s for %d s: GATHER entered %d times, load %s",
                        tokenMs, phase, seconds, soak.gathers(), soak.load());
            }
        } catch (final BenchFailure failure) {
            // A ring that does not even form is not stable either.
            report.say("token %d ms: %s", tokenMs, failure.getMessage());
        }
        return soaks;
    }

    private static long gathers(final LoadedRing ring) throws InterruptedException {
        long sum = 0;
        for (final int node : ring.nodes()) {
            sum += NodeCounters.of(ring.process(node).ask("COUNTERS", "COUNTERS", LIMIT_S))
                    .gatherEntered();
        }
        return sum;
    }

    /** Which time-outs stayed in all phases, in one sentence. */
    static String verdict(final List<Soak> soaks) {
        final Map<Integer, List<Soak>> byToken = new TreeMap<>(Comparator.reverseOrder());
        byToken.putAll(soaks.stream().collect(Collectors.groupingBy(Soak::tokenMs)));
        final List<Integer> stable = byToken.entrySet().stream()
                .filter(each -> each.getValue().size() == Phase.values().length
                        && each.getValue().stream().allMatch(soak -> soak.gathers() == 0))
                .map(Map.Entry::getKey)
                .toList();
        return stable.isEmpty()
                ? "no token time-out of those tried was stable in all phases"
                : "smallest token time-out of those tried that was stable in all phases: "
                        + stable.get(stable.size() - 1) + " ms; stable: " + stable;
    }
}
