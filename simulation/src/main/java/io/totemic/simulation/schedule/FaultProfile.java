/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which faults are generated and how often.
 *
 * @param name for the command line
 * @param network how links behave that nothing happens to
 * @param meanFaultIntervalNs mean time between faults; 0 for none
 * @param weights how often each kind is chosen, relative to the others
 * @param isVaried whether some runs have fewer faults or none, and other settings of the protocol than the default ones
 * @param hasMissingLinks whether there are directions between two nodes in which nothing is ever carried
 */
public record FaultProfile(
        String name,
        LinkConditions network,
        long meanFaultIntervalNs,
        Map<FaultKind, Integer> weights,
        boolean isVaried,
        boolean hasMissingLinks) {

    private static final long SECOND_NS = 1_000_000_000L;

    /** Nothing goes wrong. */
    public static final FaultProfile CALM = new FaultProfile("calm", LinkConditions.CALM, 0, Map.of(), false);

    /** Frames get lost, doubled, reordered and damaged; nothing else. */
    public static final FaultProfile LOSS = new FaultProfile("loss", LinkConditions.ROUGH, 0, Map.of(), false);

    /** A bit of everything, a fault a second. */
    public static final FaultProfile DEFAULT = new FaultProfile(
            "default",
            LinkConditions.ROUGH,
            SECOND_NS,
            weigh().with(FaultKind.CRASH, 8)
                    .with(FaultKind.LEAVE, 4)
                    .with(FaultKind.PAUSE, 5)
                    .with(FaultKind.SLOW, 2)
                    .with(FaultKind.CLOCK, 1)
                    .with(FaultKind.PARTITION, 11)
                    .with(FaultKind.ONE_WAY_CUT, 4)
                    .with(FaultKind.FLAP, 1)
                    .with(FaultKind.DEAF, 4)
                    .with(FaultKind.DATA_DEAF, 4)
                    .with(FaultKind.DELAY, 2)
                    .with(FaultKind.NARROW, 1)
                    .with(FaultKind.SLOW_DISK, 1)
                    .with(FaultKind.BROKEN_RECOVERY, 4)
                    .map,
            true);

    /** Nodes that come and go. */
    public static final FaultProfile CRASHES = new FaultProfile(
            "crashes",
            LinkConditions.ROUGH,
            SECOND_NS / 2,
            weigh().with(FaultKind.CRASH, 3).with(FaultKind.LEAVE, 2).with(FaultKind.SLOW_DISK, 1).map,
            false);

    /** A network that falls apart and comes together. */
    public static final FaultProfile PARTITIONS = new FaultProfile(
            "partitions",
            LinkConditions.ROUGH,
            SECOND_NS / 2,
            weigh().with(FaultKind.PARTITION, 4).with(FaultKind.ONE_WAY_CUT, 2).with(FaultKind.FLAP, 1).map,
            false);

    /** Links that are bad in many ways, and never quite broken. */
    public static final FaultProfile LINKS = new FaultProfile(
            "links",
            LinkConditions.ROUGH.losing(50),
            SECOND_NS / 2,
            weigh().with(FaultKind.DEAF, 3)
                    .with(FaultKind.DATA_DEAF, 3)
                    .with(FaultKind.DELAY, 3)
                    .with(FaultKind.NARROW, 2)
                    .with(FaultKind.FLAP, 1)
                    .map,
            true);

    /** Nodes that stand still, are slow, or whose clocks jump. */
    public static final FaultProfile PAUSES = new FaultProfile(
            "pauses",
            LinkConditions.ROUGH,
            SECOND_NS,
            weigh().with(FaultKind.PAUSE, 4).with(FaultKind.SLOW, 2).with(FaultKind.CLOCK, 1).map,
            false);

    /** Some directions between two nodes are missing from the begin to the end; nothing else goes wrong. */
    public static final FaultProfile MISSING_LINKS =
            new FaultProfile("missing-links", LinkConditions.CALM, 0, Map.of(), false, true);

    /** Options of votequorum, votes that change, and a network that falls apart; of two nodes up to as many as are asked for. */
    public static final FaultProfile QUORUM = new FaultProfile(
            "quorum",
            LinkConditions.ROUGH,
            SECOND_NS,
            weigh().with(FaultKind.PARTITION, 12)
                    .with(FaultKind.CRASH, 6)
                    .with(FaultKind.LEAVE, 4)
                    .with(FaultKind.PAUSE, 2)
                    .with(FaultKind.ONE_WAY_CUT, 2)
                    .map,
            false);

    /** The key of the cluster is changed, changed back and dropped, while nodes come and go and somebody attacks. */
    public static final FaultProfile REKEY = new FaultProfile(
            "rekey",
            LinkConditions.ROUGH,
            SECOND_NS,
            weigh().with(FaultKind.PARTITION, 10)
                    .with(FaultKind.CRASH, 10)
                    .with(FaultKind.LEAVE, 4)
                    .with(FaultKind.PAUSE, 3)
                    .with(FaultKind.ONE_WAY_CUT, 2)
                    .with(FaultKind.DEAF, 2)
                    .with(FaultKind.DATA_DEAF, 2)
                    .with(FaultKind.SLOW, 1)
                    .map,
            true);

    private static final List<FaultProfile> ALL =
            List.of(DEFAULT, CALM, LOSS, CRASHES, PARTITIONS, LINKS, PAUSES, MISSING_LINKS, QUORUM, REKEY);

    private FaultProfile(
            final String name,
            final LinkConditions network,
            final long meanFaultIntervalNs,
            final Map<FaultKind, Integer> weights,
            final boolean isVaried) {
        this(name, network, meanFaultIntervalNs, weights, isVaried, false);
    }

    public FaultProfile {
        final Map<FaultKind, Integer> sorted = new EnumMap<>(FaultKind.class);
        sorted.putAll(weights);
        weights = Collections.unmodifiableMap(sorted);
        if (meanFaultIntervalNs > 0 && weights.isEmpty()) {
            throw new IllegalArgumentException("profile " + name + " has faults of no kind");
        }
    }

    /**
     * The profile of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FaultProfile named(final String name) {
        return ALL.stream()
                .filter(profile -> profile.name.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault profile " + name + "; there are "
                        + ALL.stream().map(FaultProfile::name).collect(Collectors.joining(", "))));
    }

    /** What the run of a seed is under this profile. */
    public Scenario scenario(final long seed, final int nodes, final long durationNs) {
        return new ScenarioGenerator(this, seed, nodes, durationNs).generate();
    }

    /** Whether its runs draw options of votequorum. */
    boolean isAboutVotes() {
        return name.equals(QUORUM.name);
    }

    /** Whether its runs change keys. */
    boolean isAboutKeys() {
        return name.equals(REKEY.name);
    }

    private static Weights weigh() {
        return new Weights();
    }

    private static final class Weights {
        private final Map<FaultKind, Integer> map = new EnumMap<>(FaultKind.class);

        private Weights with(final FaultKind kind, final int weight) {
            map.put(kind, weight);
            return this;
        }
    }
}
