/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

import io.totemic.protocol.NodeId;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that decides a run: equal scenarios give equal runs.
 *
 * @param seed of what no schedule says: delays, losses, the order of tasks, the content of messages
 * @param nodes 1 to 64, with the ids 1, 2, 3, ...
 * @param durationNs of the part with faults and traffic, in virtual time; after it everything is healed, and the run settles
 * @param network how links behave on which a schedule says nothing
 * @param totem keys of corosync.conf's section totem and what they are set to; {@link #GROUP_LIMITS}; {@link #ATTACKER}; keys of its
 *     section quorum, with {@code quorum.} in front; and {@code votes.N} for the votes of a node
 * @param initialSeq what the sequences of each ring begin behind, as an unsigned number; 0 in production
 * @param schedule what happens; no step is later than the duration
 */
public record Scenario(
        long seed,
        int nodes,
        long durationNs,
        LinkConditions network,
        SortedMap<String, String> totem,
        int initialSeq,
        Schedule schedule) {

    /**
     * A key that is none of corosync.conf: what members may be behind before others on their node are refused, and before the ring is
     * held back, in bytes, and after how many ms one that takes nothing is put out; with slashes between them.
     */
    public static final String GROUP_LIMITS = "groups.limits";

    /** What keys of section quorum begin with. */
    public static final String QUORUM = "quorum.";

    /** What the votes of a node begin with. */
    public static final String VOTES = "votes.";

    /**
     * Another: frames are encrypted, and somebody on the network replays and forges some, with so many ms between two attempts in the
     * mean.
     */
    public static final String ATTACKER = "attacker.interval_ms";

    /** Most nodes. */
    public static final int NODES_MAX = 64;

    /** A frame or a write that takes no longer makes nobody wait. */
    private static final long FAST_NS = 5_000_000L;

    public Scenario {
        if (nodes < 1 || nodes > NODES_MAX) {
            throw new IllegalArgumentException("nodes is " + nodes + ", must be 1.." + NODES_MAX);
        }
        final List<Step> steps = schedule.steps();
        if (!steps.isEmpty() && steps.get(steps.size() - 1).atNs() > durationNs) {
            throw new IllegalArgumentException("a step at "
                    + steps.get(steps.size() - 1).atNs() + " ns, after the duration of " + durationNs + " ns");
        }
        totem = new TreeMap<>(totem);
    }

    /** One whose sequences begin as in production. */
    public Scenario(
            final long seed,
            final int nodes,
            final long durationNs,
            final LinkConditions network,
            final SortedMap<String, String> totem,
            final Schedule schedule) {
        this(seed, nodes, durationNs, network, totem, 0, schedule);
    }

    /** This scenario with other steps. */
    public Scenario with(final Schedule newSchedule) {
        return new Scenario(seed, nodes, durationNs, network, totem, initialSeq, newSchedule);
    }

    /** This scenario with another seed. */
    public Scenario withSeed(final long newSeed) {
        return new Scenario(newSeed, nodes, durationNs, network, totem, initialSeq, schedule);
    }

    /** This scenario with sequences that begin elsewhere. */
    public Scenario withInitialSeq(final int newInitialSeq) {
        return new Scenario(seed, nodes, durationNs, network, totem, newInitialSeq, schedule);
    }

    /** Whether the key is about votequorum. */
    public static boolean isOfVotes(final String key) {
        return key.startsWith(QUORUM) || key.startsWith(VOTES);
    }

    /** Whether votequorum has options, or votes that change. */
    public boolean isAboutVotes() {
        return totem.keySet().stream().anyMatch(Scenario::isOfVotes)
                || schedule.steps().stream().anyMatch(step -> step.action().isOfVotes());
    }

    /** Whether nothing is done but start every node and give it work. */
    public boolean isWithoutFaults() {
        return schedule.steps().stream()
                .allMatch(step -> step.action().isWork() || step.action() instanceof Action.Start);
    }

    /**
     * From when on nothing is done but that nodes leave, when all have been started and network and disks are fast; {@code
     * Long.MAX_VALUE} if it is another scenario.
     */
    public long onlyLeavesFromNs() {
        final Set<NodeId> withFastDisks = new TreeSet<>();
        long fromNs = Long.MAX_VALUE;
        for (final Step step : schedule.steps()) {
            final Action action = step.action();
            if (action instanceof Action.Leave) {
                fromNs = Math.min(fromNs, step.atNs());
            } else if (action instanceof Action.SlowDisk disk && disk.writeNs() > 0 && disk.writeNs() <= FAST_NS) {
                withFastDisks.add(disk.node());
            } else if (!action.isWork() && !(action instanceof Action.Start && fromNs == Long.MAX_VALUE)) {
                return Long.MAX_VALUE;
            }
        }
        final boolean isNetworkFast =
                network.isLossless() && network.minDelayNs() + network.meanExtraDelayNs() <= FAST_NS;
        return isNetworkFast && withFastDisks.size() == nodes ? fromNs : Long.MAX_VALUE;
    }
}
