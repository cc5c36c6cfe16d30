/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.BenchFailure;
import io.totemic.benchmarks.ProcessFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which token time-outs make a ring form anew by itself: idle, at a rate, and in a flood. Rings of Totemic and of Corosync, one at a time, each
 * in namespaces; what their nodes log of new memberships is counted.
 */
public final class TokenStability {

    /**
     * What is tried.
     *
     * @param tokensMs time-outs
     * @param nodes of each ring
     * @param seconds that a phase lasts at least
     * @param isKept whether configurations and logs are
     */
    public record Plan(List<Integer> tokensMs, int nodes, int seconds, boolean isKept) {

        public Plan {
            tokensMs = List.copyOf(tokensMs);
        }
    }

    /** What nodes do meanwhile. */
    public enum Phase {
        /** Nothing. */
        IDLE,
        /** Each sends 2 000 messages of 1 KB a second. */
        PACED,
        /** Each sends messages of 1 KB as fast as the system takes them. */
        FLOOD
    }

    /**
     * One phase of one ring.
     *
     * @param formations memberships that its nodes have logged meanwhile, all together
     */
    public record Phased(String system, int tokenMs, Phase phase, int seconds, long formations, String load) {}

    private static final int BYTES = 1024;
    private static final int RATE = 2_000;
    private static final double WARM_UP_S = 16;

    private final Plan plan;
    private final Map<Contender, Launching> launchings = new TreeMap<>();
    private final Consumer<String> progress;
    private final List<Phased> phases = new ArrayList<>();

    /** Makes the launcher of a ring with these lines of section totem. */
    @FunctionalInterface
    private interface Launching {
        RingLauncher with(List<String> lines);
    }

    /**
     * Of Totemic and of Corosync over some transports.
     *
     * @param transports of knet and udpu
     * @param totemLines of section totem of Totemic's nodes
     * @param httpPort of Totemic's nodes, each in its namespace
     * @param progress is told a sentence now and then
     */
    public TokenStability(
            final Plan plan,
            final List<String> transports,
            final List<String> totemLines,
            final int httpPort,
            final Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        launchings.put(Contender.TOTEMIC, lines -> {
            final List<String> all = new ArrayList<>(totemLines);
            all.addAll(lines);
            return new TotemicLauncher(all, httpPort, "thread", false);
        });
        for (final String transport : transports) {
            launchings.put(
                    Contender.ofLabel("corosync-" + transport).orElseThrow(),
                    lines -> new CorosyncLauncher(transport, lines));
        }
    }

    /**
     * Has rings of all time-outs go through all phases; a ring that does not form, or not any more, goes through no further one.
     *
     * @throws BenchFailure if another comparison is on
     */
    public List<Phased> run() throws IOException, InterruptedException {
        try (LabDirectory directory = new LabDirectory(plan.isKept())) {
            for (final int tokenMs : plan.tokensMs()) {
                for (final Map.Entry<Contender, Launching> each : launchings.entrySet()) {
                    final Contender contender = each.getKey();
                    try (RingUnderTest ring = new RingUnderTest(
                            contender,
                            each.getValue().with(List.of("token: " + tokenMs)),
                            new Setting(false, Setting.ETHERNET_MTU_BYTES, plan.nodes()),
                            directory.path().resolve(contender.label() + "-" + tokenMs))) {
                        phases(ring, tokenMs);
                    } catch (final BenchFailure failure) {
                        say("%s, token %d ms: %s", contender.label(), tokenMs, failure.getMessage());
                    }
                }
            }
        }
        return List.copyOf(phases);
    }

    private void phases(final RingUnderTest ring, final int tokenMs) throws InterruptedException {
        if (ring.contender().isJvm()) {
            flood(ring, WARM_UP_S);
        }
        for (final Phase phase : Phase.values()) {
            final long before = ring.formations();
            String broken = "";
            try {
                goThrough(ring, phase);
            } catch (final BenchFailure failure) {
                broken = failure.getMessage();
            }
            final Phased phased = new Phased(
                    ring.contender().label(),
                    tokenMs,
                    phase,
                    plan.seconds(),
                    ring.formations() - before,
                    ProcessFigures.load());
            say(
                    "%s, token %d ms, %s for %d s: new memberships at nodes %d, load %s",
                    phased.system(), tokenMs, phase, phased.seconds(), phased.formations(), phased.load());
            if (!broken.isEmpty()) {
                throw new BenchFailure(broken);
            }
            phases.add(phased);
        }
    }

    private void goThrough(final RingUnderTest ring, final Phase phase) throws InterruptedException {
        switch (phase) {
            case IDLE -> {
                ring.beginRun();
                TimeUnit.SECONDS.sleep(plan.seconds());
            }
            case PACED -> {
                for (int s = 0; s < plan.seconds(); s += Durations.PACED_S) {
                    measure(ring, new MeasuredCase(MeasuredCase.Kind.PACED, BYTES, RATE), 0);
                }
            }
            case FLOOD -> flood(ring, plan.seconds());
        }
    }

    private void flood(final RingUnderTest ring, final double seconds) throws InterruptedException {
        measure(ring, new MeasuredCase(MeasuredCase.Kind.THROUGHPUT, BYTES, plan.nodes()), seconds);
    }

    private void measure(final RingUnderTest ring, final MeasuredCase load, final double seconds)
            throws InterruptedException {
        final Setting setting = new Setting(false, Setting.ETHERNET_MTU_BYTES, plan.nodes());
        new Measurement(ring, seconds).run(new PlannedRun(setting, 0, load, ring.contender()));
    }

    private void say(final String format, final Object... arguments) {
        progress.accept(String.format(Locale.ROOT, format, arguments));
    }

    /** Which time-outs stayed in all phases, in one sentence for each system. */
    public static List<String> verdicts(final List<Phased> phases) {
        return new TreeMap<>(phases.stream().collect(Collectors.groupingBy(Phased::system)))
                .entrySet().stream()
                        .map(system -> system.getKey() + ": " + verdict(system.getValue()))
                        .toList();
    }

    private static String verdict(final List<Phased> phases) {
        final Map<Integer, List<Phased>> byToken = new TreeMap<>(Comparator.reverseOrder());
        byToken.putAll(phases.stream().collect(Collectors.groupingBy(Phased::tokenMs)));
        final List<Integer> stable = byToken.entrySet().stream()
                .filter(each -> each.getValue().size() == Phase.values().length
                        && each.getValue().stream().allMatch(phased -> phased.formations() == 0))
                .map(Map.Entry::getKey)
                .toList();
        return stable.isEmpty()
                ? "no token time-out of those tried was stable in all phases"
                : "smallest token time-out of those tried that was stable in all phases: "
                        + stable.get(stable.size() - 1) + " ms; stable: " + stable;
    }
}
