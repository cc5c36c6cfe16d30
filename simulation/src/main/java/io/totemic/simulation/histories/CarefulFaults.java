/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.simulation.kit.SimulatedCluster;
import io.totemic.simulation.schedule.LinkConditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Partitions, crashes, restarts, pauses, cuts and losses drawn from the seed, with care for two things: of those who know something, a
 * majority of all nodes is always up, so that what has to survive in memory can; and a node is not late by more than is allowed.
 */
final class CarefulFaults {

    private static final int INTERVAL_MAX_MS = 1_200;
    private static final Duration CATCH_UP = Duration.ofSeconds(4);

    private final SimulatedCluster cluster;
    private final SplittableRandom random;
    private final Predicate<NodeId> isKnowing;
    private final int pauseMaxMs;
    private final TreeMap<Integer, Duration> pausedUntil = new TreeMap<>();

    /**
     * Of that cluster.
     *
     * @param isKnowing whether a node that is up would be missed
     * @param pauseMaxMs for how long a node stands still at most
     */
    CarefulFaults(final SimulatedCluster cluster, final Predicate<NodeId> isKnowing, final int pauseMaxMs) {
        this.cluster = cluster;
        this.random = cluster.random();
        this.isKnowing = isKnowing;
        this.pauseMaxMs = pauseMaxMs;
    }

    /** Lets the cluster run for so long under faults, now and then without a new one; then heals it and starts everybody. */
    void inject(final Duration duration, final Runnable quiet) {
        final Duration end = cluster.now().plus(duration);
        cluster.degrade(cluster.all(), cluster.all(), LinkConditions.ROUGH);
        while (cluster.now().compareTo(end) < 0) {
            cluster.runFor(Duration.ofMillis(20 + random.nextInt(INTERVAL_MAX_MS)));
            final int lot = random.nextInt(25);
            if (lot == 24) {
                // A node that hears all but its successor in the ring lacks what that one sends, for as long as it is
                // so.
                cluster.mend(cluster.all(), cluster.all());
                quiet.run();
            } else {
                injectOne(lot);
            }
        }
        cluster.heal().start();
    }

    private void injectOne(final int lot) {
        if (lot < 6) {
            partition();
        } else if (lot < 9) {
            cluster.join();
        } else if (lot < 14) {
            end(anyNode(), lot == 9);
        } else if (lot < 18) {
            cluster.start();
        } else if (lot < 20) {
            pause(anyNode());
        } else if (lot < 22) {
            final NodeSet one = SimulatedCluster.nodes(anyNode());
            final NodeSet other = SimulatedCluster.nodes(anyNode());
            cluster.cut(one, other);
        } else {
            cluster.mend(cluster.all(), cluster.all());
            cluster.degrade(
                    cluster.all(), cluster.all(), LinkConditions.ROUGH.losing(random.nextInt(2) * random.nextInt(80)));
        }
    }

    /** Not again while the node may be late still. */
    private void pause(final int node) {
        if (cluster.now().compareTo(pausedUntil.getOrDefault(node, Duration.ZERO)) >= 0) {
            final Duration pause = Duration.ofMillis(50 + random.nextInt(pauseMaxMs - 50));
            cluster.pause(node, pause);
            pausedUntil.put(node, cluster.now().plus(pause).plus(CATCH_UP));
        }
    }

    private void partition() {
        final List<List<Integer>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        final int count = random.nextInt(4) == 0 ? 3 : 2;
        cluster.all().forEach(node -> parts.get(random.nextInt(count)).add(node.value()));
        cluster.partition(parts.stream()
                .filter(part -> !part.isEmpty())
                .map(part -> SimulatedCluster.nodes(
                        part.stream().mapToInt(Integer::intValue).toArray()))
                .toArray(NodeSet[]::new));
    }

    private void end(final int node, final boolean isLeave) {
        final NodeId id = NodeId.of(node);
        if (!cluster.view(node).isUp() || !canBeMissed(id)) {
            return;
        }
        if (isLeave) {
            cluster.leave(node);
        } else {
            cluster.crash(node);
            if (random.nextInt(3) == 0) {
                cluster.start(node);
            }
        }
    }

    private boolean canBeMissed(final NodeId node) {
        if (!isKnowing.test(node)) {
            return true;
        }
        final long left = cluster.up().asList().stream()
                .filter(each -> !each.equals(node) && isKnowing.test(each))
                .count();
        return left > cluster.all().size() / 2;
    }

    private int anyNode() {
        return 1 + random.nextInt(cluster.all().size());
    }
}
