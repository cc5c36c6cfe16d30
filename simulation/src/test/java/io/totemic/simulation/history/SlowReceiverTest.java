/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static io.totemic.simulation.kit.SimulatedCluster.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.ByteGroup;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendResult;
import io.totemic.simulation.junit.SimulatedTest;
import io.totemic.simulation.kit.Probe;
import io.totemic.simulation.kit.SimulatedCluster;
import io.totemic.simulation.schedule.LinkConditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A node that receives more slowly than the others send slows the ring, is named, and wedges nothing. */
final class SlowReceiverTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int SLOW = 3;

    /** Messages of which two senders may have as many waiting as their credit allows. */
    private static final int MESSAGES = 2_500;

    private static final byte[] MESSAGE = new byte[1_200];

    /** Its loop turns seldom and takes few frames each time, so that the token comes before all data was read. */
    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldNameANodeWhoseLoopIsSlow(final SimulatedCluster cluster) {
        final List<ByteGroup> groups = joinAll(cluster);

        shouldNameTheSlowNode(cluster, groups, () -> cluster.slow(SLOW, 600));
    }

    /** What does not get through the link is asked for again, and gets no faster through it. */
    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldNameANodeBehindANarrowLink(final SimulatedCluster cluster) {
        final List<ByteGroup> groups = joinAll(cluster);

        shouldNameTheSlowNode(
                cluster,
                groups,
                () -> cluster.degrade(nodes(1, 2), nodes(SLOW), LinkConditions.CALM.limitedTo(1_000_000)));
    }

    private static void shouldNameTheSlowNode(
            final SimulatedCluster cluster, final List<ByteGroup> groups, final Runnable slowDown) {
        final RingId ring = cluster.view(1).ringId();
        slowDown.run();
        final List<CompletionStage<SendResult>> sent = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            sent.add(groups.get(0).multicast(MESSAGE));
            sent.add(groups.get(1).multicast(MESSAGE));
        }
        cluster.runUntil("node 3 is named", () -> timesSlow(cluster, 1).containsKey(NodeId.of(SLOW)), SOON);

        assertThat(timesSlow(cluster, 1)).containsOnlyKeys(NodeId.of(SLOW));
        assertThat(cluster.view(1).ringId()).isEqualTo(ring);
        sent.forEach(result -> assertThat(cluster.await(result, SOON)).isEqualTo(SendResult.Accepted.INSTANCE));
        cluster.heal().settle();
        assertThat(cluster.view(1).ringId()).isEqualTo(ring);
    }

    private static Map<NodeId, Long> timesSlow(final SimulatedCluster cluster, final int node) {
        return cluster.await(cluster.totemic(node).view(), SOON).tracker().timesSlow();
    }

    private static List<ByteGroup> joinAll(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final List<ByteGroup> groups = new ArrayList<>();
        for (int node = 1; node <= 3; node++) {
            final Probe<MemberEvent> probe = cluster.probe(MemberEvent.class);
            groups.add(cluster.await(cluster.totemic(node).joinBytes("load", probe.ref()), SOON));
        }
        return groups;
    }
}
