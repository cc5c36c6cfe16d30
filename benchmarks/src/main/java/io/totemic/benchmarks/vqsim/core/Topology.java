/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which node is in which partition, in which order, and the ring sequence of each partition, by the rules of
 * {@code corosync-vqsim}. One thread.
 */
public final class Topology {

    /** Partitions are numbered from 0 to this less one. */
    public static final int PARTITIONS = 16;

    private static final long SEQUENCE_STEP = 4;

    private final List<List<Integer>> members = new ArrayList<>();
    private final long[] sequences = new long[PARTITIONS];
    private final int nodes;

    /** No node is up. Partition 0 may have had memberships before. */
    public Topology(final int nodes, final long sequenceOfFirst) {
        this.nodes = nodes;
        sequences[0] = sequenceOfFirst;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            members.add(new ArrayList<>());
        }
    }

    /** Whether the step means something now; others are left out. */
    public boolean isApplicable(final Step step) {
        if (step instanceof Step.Up up) {
            return isPartition(up.partition()) && up.node() >= 1 && up.node() <= nodes && partitionOf(up.node()) < 0;
        }
        if (step instanceof Step.Down down) {
            return partitionOf(down.node()) >= 0;
        }
        if (step instanceof Step.Move move) {
            return isPartition(move.partition())
                    && move.nodes().stream().allMatch(node -> partitionOf(node) >= 0)
                    && Set.copyOf(move.nodes()).size() == move.nodes().size();
        }
        final Step.Join join = (Step.Join) step;
        return isPartition(join.to()) && isPartition(join.from()) && join.to() != join.from();
    }

    /** Does an applicable step; answers the partitions that get a new membership and have members. */
    public Set<Integer> apply(final Step step) {
        final Set<Integer> renewed = new TreeSet<>();
        if (step instanceof Step.Up up) {
            members.get(up.partition()).add(up.node());
            renewed.add(up.partition());
        } else if (step instanceof Step.Down down) {
            final int partition = partitionOf(down.node());
            members.get(partition).remove((Integer) down.node());
            renewed.add(partition);
        } else {
            if (step instanceof Step.Move move) {
                for (final int node : move.nodes()) {
                    members.get(partitionOf(node)).remove((Integer) node);
                    members.get(move.partition()).add(node);
                }
            } else if (step instanceof Step.Join join) {
                members.get(join.to()).addAll(members.get(join.from()));
                members.get(join.from()).clear();
            }
            for (int partition = 0; partition < PARTITIONS; partition++) {
                renewed.add(partition);
            }
        }
        renewed.forEach(partition -> sequences[partition] += SEQUENCE_STEP);
        renewed.removeIf(partition -> members.get(partition).isEmpty());
        return renewed;
    }

    /** The partition of a node; -1 if it is down. */
    public int partitionOf(final int node) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (members.get(partition).contains(node)) {
                return partition;
            }
        }
        return -1;
    }

    /** Members of a partition in its order. */
    public List<Integer> members(final int partition) {
        return Collections.unmodifiableList(members.get(partition));
    }

    /** Sequence of the newest ring of a partition. */
    public long sequence(final int partition) {
        return sequences[partition];
    }

    /** Each node that is up, with its partition. */
    public Map<Integer, Integer> up() {
        final Map<Integer, Integer> up = new TreeMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (final int node : members.get(partition)) {
                up.put(node, partition);
            }
        }
        return up;
    }

    private static boolean isPartition(final int number) {
        return number >= 0 && number < PARTITIONS;
    }
}
