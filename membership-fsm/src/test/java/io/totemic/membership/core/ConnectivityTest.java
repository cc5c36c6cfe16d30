/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import static io.totemic.membership.core.FsmDriver.CONSENSUS_NS;
import static io.totemic.membership.core.FsmDriver.MERGE_NS;
import static io.totemic.membership.core.FsmDriver.node;
import static io.totemic.membership.core.FsmDriver.nodes;
import static io.totemic.membership.core.FsmDriver.none;
import static io.totemic.membership.core.FsmDriver.ring;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.Hearing;
import io.totemic.protocol.message.MergeDetect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a node holds off, and which ring its own may merge with. The node is 1; its ring is that of 1 and 2. */
class ConnectivityTest {

    private static final NodeSet OURS = nodes(1, 2);
    private static final RingId OUR_RING = ring(1, 8);

    private final Connectivity connectivity = new Connectivity(FsmDriver.settings(node(1), 0));
    private long nowNs = 1_000_000_000L;

    @Test
    void shouldHoldOffWhoWasHeardAndIsNoMember() {
        connectivity.gatherBegins(nowNs);
        connectivity.heard(node(3), nowNs);
        install(OURS, OURS, nodes(1, 2, 3, 4), none());

        assertThat(connectivity.isHeldOff(node(3), nowNs)).isTrue();
        assertThat(connectivity.isHeldOff(node(4), nowNs))
                .as("what 4 says is news")
                .isFalse();
    }

    @Test
    void shouldHoldOffNobodyWhoWasHeardOnlyBefore() {
        connectivity.heard(node(3), nowNs);
        nowNs += 1;
        connectivity.gatherBegins(nowNs);
        install(OURS, nodes(1, 2, 3), nodes(1, 2, 3), none());

        assertThat(connectivity.isHeldOff(node(3), nowNs)).isFalse();
    }

    @Test
    void shouldNotHoldOffWhoHasSaidThatItGoes() {
        connectivity.gatherBegins(nowNs);
        connectivity.heard(node(3), nowNs);
        install(OURS, nodes(1, 2, 3), nodes(1, 2, 3), nodes(3));

        assertThat(connectivity.isHeldOff(node(3), nowNs)).isFalse();
    }

    @Test
    void shouldWantARingThatIsFullyConnectedWithOurs() {
        tell(2, OUR_RING, OURS, nodes(1, 3, 4), null);
        tell(3, ring(3, 4), nodes(3, 4), nodes(1, 2, 4), null);
        tell(4, ring(3, 4), nodes(3, 4), nodes(1, 2, 3), null);

        assertThat(connectivity.hearing(OUR_RING, OURS, nowNs).wanted()).isEqualTo(ring(3, 4));
    }

    @Test
    void shouldNotWantARingAMemberOfWhichDoesNotHearOneOfOurs() {
        tell(2, OUR_RING, OURS, nodes(1, 3, 4), null);
        tell(3, ring(3, 4), nodes(3, 4), nodes(1, 2, 4), null);
        tell(4, ring(3, 4), nodes(3, 4), nodes(1, 3), null);

        assertThat(connectivity.hearing(OUR_RING, OURS, nowNs).wanted()).isNull();
    }

    @Test
    void shouldNotWantARingThatAMemberOfOursDoesNotHear() {
        tell(2, OUR_RING, OURS, nodes(1, 3), null);
        tell(3, ring(3, 4), nodes(3, 4), nodes(1, 2, 4), null);
        tell(4, ring(3, 4), nodes(3, 4), nodes(1, 2, 3), null);

        assertThat(connectivity.hearing(OUR_RING, OURS, nowNs).wanted()).isNull();
    }

    @Test
    void shouldWantTheLargestRingAndOfEqualOnesTheLowest() {
        tell(2, OUR_RING, OURS, nodes(1, 3, 4, 5), null);
        tell(3, ring(3, 4), nodes(3), nodes(1, 2, 4, 5), null);
        tell(4, ring(4, 4), nodes(4), nodes(1, 2, 3, 5), null);
        assertThat(connectivity.hearing(OUR_RING, OURS, nowNs).wanted()).isEqualTo(ring(3, 4));

        tell(4, ring(4, 8), nodes(4, 5), nodes(1, 2, 3, 5), null);
        tell(5, ring(4, 8), nodes(4, 5), nodes(1, 2, 3, 4), null);
        assertThat(connectivity.hearing(OUR_RING, OURS, nowNs).wanted()).isEqualTo(ring(4, 8));
    }

    @Test
    void shouldMergeOnlyWhenAllOfBothRingsWantIt() {
        tell(2, OUR_RING, OURS, nodes(1, 3), ring(3, 4));
        tell(3, ring(3, 4), nodes(3), nodes(1, 2), null);
        connectivity.hearing(OUR_RING, OURS, nowNs);
        assertThat(connectivity.agreedPartner(OUR_RING, OURS, nowNs)).isNull();

        tell(3, ring(3, 4), nodes(3), nodes(1, 2), OUR_RING);
        assertThat(connectivity.agreedPartner(OUR_RING, OURS, nowNs).members()).isEqualTo(nodes(3));
    }

    @Test
    void shouldForgetWhatWasToldLongAgo() {
        tell(2, OUR_RING, OURS, nodes(1, 3), null);
        tell(3, ring(3, 4), nodes(3), nodes(1, 2), null);
        nowNs += 6 * MERGE_NS;

        assertThat(connectivity.hearing(OUR_RING, OURS, nowNs).wanted()).isNull();
    }

    @Test
    void shouldHoldOffLongerEachTimeAndForgiveAtLast() {
        for (int i = 0; i < Peer.FREE_STRIKES; i++) {
            lose3();
            assertThat(connectivity.isHeldOff(node(3), nowNs))
                    .as("lost %d times", i + 1)
                    .isFalse();
        }
        for (long holdNs = CONSENSUS_NS; holdNs < 2 * Peer.HOLD_MAX_NS; holdNs *= 2) {
            lose3();
            final long expectedNs = Math.min(holdNs, Peer.HOLD_MAX_NS);
            final long againNs = nowNs + expectedNs;
            assertThat(isWantedAt(againNs - 1)).isFalse();
            assertThat(isWantedAt(againNs)).isTrue();
        }
        connectivity.installed(nodes(1, 2, 3), OURS, nodes(1, 2, 3), none(), nowNs);
        nowNs += 3 * Peer.HOLD_MAX_NS;
        lose3();
        assertThat(connectivity.isHeldOff(node(3), nowNs)).isFalse();
    }

    /** 3 alone and fully connected with us: whether it is tried again. */
    private boolean isWantedAt(final long atNs) {
        nowNs = atNs;
        tell(2, OUR_RING, OURS, nodes(1, 3), null);
        tell(3, ring(3, 4), nodes(3), nodes(1, 2), null);
        return connectivity.hearing(OUR_RING, OURS, nowNs).wanted() != null;
    }

    @Test
    void shouldNameALinkThatIsFaultyForAWhile() {
        for (int interval = 1; interval <= 10; interval++) {
            assertThat(connectivity.faults()).isEmpty();
            tell(2, OUR_RING, OURS, nodes(1), null);
            tell(3, ring(3, 4), nodes(3), nodes(1, 2), null);
            assertThat(connectivity.newFaults(nowNs))
                    .isEqualTo(interval == 10 ? List.of(new LinkFault(node(3), node(2), node(1))) : List.of());
            nowNs += MERGE_NS;
        }
        assertThat(connectivity.faults()).hasToString("[node 3 is heard by node 1 but not by node 2: link 3 -> 2]");
    }

    /** 3 was a member and is lost, without a sign. */
    private void lose3() {
        nowNs += 1;
        connectivity.gatherBegins(nowNs);
        install(OURS, nodes(1, 2, 3), nodes(1, 2, 3), none());
    }

    private void install(final NodeSet members, final NodeSet before, final NodeSet candidates, final NodeSet leavers) {
        connectivity.heard(node(2), nowNs);
        connectivity.installed(members, before, candidates, leavers, nowNs);
    }

    private void tell(
            final int from, final RingId ringId, final NodeSet members, final NodeSet heard, final RingId wanted) {
        connectivity.told(new MergeDetect(node(from), ringId, new Hearing(members, heard, wanted, true)), nowNs);
    }
}
