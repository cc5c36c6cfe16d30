/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.counter;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.kit.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the clients of a run have added and were answered, and so what the sum must be.
 *
 * <p>The amounts are powers of four: digit <i>n</i> of the sum, to the base of four, says how often increment <i>n</i> was counted.
 *
 * <p>An increment must be in the sum if the node that answered went with the quorum from then on: it lives, and each ring that it has
 * seen since was the next one that was quorate, and its replica answered on it. Others may have been lost with the side that they were
 * counted on.
 */
final class Ledger {

    /** As many as a long has digits. */
    private static final int INCREMENTS_MAX = 31;

    private static final int BASE_BITS = 2;

    /** One start of a node: the rings that it saw, when its replica has answered, and what it has counted. */
    static final class Life {
        private final NodeId node;
        private final TreeMap<Duration, Long> rings = new TreeMap<>();
        private final TreeSet<Duration> answers = new TreeSet<>();
        private final TreeMap<Integer, Duration> counted = new TreeMap<>();

        private Life(final NodeId node) {
            this.node = node;
        }
    }

    private final SimulatedCluster cluster;
    private final SplittableRandom random;
    private final TreeMap<NodeId, Life> current = new TreeMap<>();
    private final TreeSet<Long> quorate = new TreeSet<>();
    private final TreeSet<Integer> refused = new TreeSet<>();
    private int added;
    private boolean isClosed;

    Ledger(final SimulatedCluster cluster) {
        this.cluster = cluster;
        random = new SplittableRandom(cluster.seed());
    }

    Life begin(final NodeId node) {
        final Life life = new Life(node);
        current.put(node, life);
        return life;
    }

    void onRing(final Life life, final long ringSeq, final boolean isQuorate) {
        life.rings.put(cluster.now(), ringSeq);
        if (isQuorate) {
            quorate.add(ringSeq);
        }
    }

    /** The number of the increment to be made now, or -1 for none: one of so many times. */
    int nextIncrement(final int times) {
        return !isClosed && added < INCREMENTS_MAX && random.nextInt(times) == 0 ? added++ : -1;
    }

    /** Nothing is added any more. */
    void close() {
        isClosed = true;
    }

    static long amount(final int increment) {
        return 1L << (BASE_BITS * increment);
    }

    void onAnswer(final Life life, final ReplicatedCounter.Answer answer) {
        if (answer instanceof ReplicatedCounter.Value) {
            life.answers.add(cluster.now());
        }
    }

    void onAdded(final Life life, final int increment, final ReplicatedCounter.Answer answer) {
        onAnswer(life, answer);
        if (answer instanceof ReplicatedCounter.Value) {
            life.counted.put(increment, cluster.now());
        } else if (answer instanceof ReplicatedCounter.TryAgain) {
            refused.add(increment);
        }
    }

    /** What is wrong with this sum, when everything has come to rest. */
    List<String> mistakesOf(final long sum) {
        final List<String> mistakes = new ArrayList<>();
        for (int i = 0; i < added; i++) {
            if (timesIn(sum, i) > 1) {
                mistakes.add("increment " + i + " was counted " + timesIn(sum, i) + " times");
            } else if (timesIn(sum, i) == 1 && refused.contains(i)) {
                mistakes.add("increment " + i + " was counted, and its client told to try again");
            }
        }
        for (final Life life : current.values()) {
            life.counted.forEach((increment, at) -> {
                if (timesIn(sum, increment) == 0 && wentWithQuorum(life, at)) {
                    mistakes.add(
                            "increment " + increment + ", counted by node " + life.node + " at " + at + ", is lost");
                }
            });
        }
        return mistakes;
    }

    private static long timesIn(final long sum, final int increment) {
        return (sum >> (BASE_BITS * increment)) & ((1 << BASE_BITS) - 1);
    }

    private boolean wentWithQuorum(final Life life, final Duration since) {
        if (life.rings.floorKey(since) == null || life.rings.containsKey(since)) {
            // On which of two rings is not known.
            return false;
        }
        Duration ringAt = life.rings.floorKey(since);
        for (Duration nextAt = life.rings.higherKey(ringAt); nextAt != null; nextAt = life.rings.higherKey(ringAt)) {
            final boolean isNext = life.rings.get(nextAt).equals(quorate.higher(life.rings.get(ringAt)));
            final Duration answeredAt = life.answers.higher(ringAt);
            if (!isNext || answeredAt == null || answeredAt.compareTo(nextAt) > 0) {
                return false;
            }
            ringAt = nextAt;
        }
        return true;
    }
}
