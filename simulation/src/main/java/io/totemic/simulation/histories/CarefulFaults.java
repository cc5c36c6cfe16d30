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
import java.util.function.Predicate;

/**
 * Partitions, crashes, restarts, pauses, cuts and losses drawn from the seed, with care for one thing: of those who know something, a
 * majority of all nodes is always up. What has to survive in memory can.
 */
final class CarefulFaults {

    private static final int INTERVAL_MAX_MS = 1_200;

    private final SimulatedCluster cluster;
    private final SplittableRandom random;
    private final Predicate<NodeId> isKnowing;
    private final boolean hasPauses;

    /**
     * Of that cluster.
     *
     * @param isKnowing whether a node that is up would be missed
     * @param hasPauses whether nodes stand still sometimes
     */
    CarefulFaults(final SimulatedCluster cluster, final Predicate<NodeId> isKnowing, final boolean hasPauses) {
        this.cluster = cluster;
        this.random = cluster.random();
        this.isKnowing = isKnowing;
        this.hasPauses = hasPauses;
    }

    /** Lets the cluster run for so long under faults, then heals it and starts everybody. */
    void inject(final Duration duration) {
        final Duration end = cluster.now().plus(duration);
        cluster.degrade(cluster.all(), cluster.all(), LinkConditions.ROUGH);
        while (cluster.now().compareTo(end) < 0) {
            cluster.runFor(Duration.ofMillis(20 + random.nextInt(INTERVAL_MAX_MS)));
            injectOne(random.nextInt(24));
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
            if (hasPauses) {
                cluster.pause(anyNode(), Duration.ofMillis(50 + random.nextInt(3_000)));
            }
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
