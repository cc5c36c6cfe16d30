/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.MILLISECOND;
import static io.totemic.totem.core.Totems.firstPlan;
import static io.totemic.totem.core.Totems.frame;
import static io.totemic.totem.core.Totems.node;
import static io.totemic.totem.core.Totems.nodes;
import static io.totemic.totem.core.Totems.ring;
import static io.totemic.totem.core.TrackerDriver.NEW;
import static io.totemic.totem.core.TrackerDriver.OLD;
import static io.totemic.totem.core.TrackerDriver.planOfNew;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.membership.core.RecoveryPlan;
import io.totemic.protocol.InvariantViolation;
import io.totemic.protocol.RingId;
import io.totemic.protocol.codec.FrameLayout;
import io.totemic.protocol.codec.RegularMessageCodec;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import org.junit.jupiter.api.Test;

/** From one ring to the next: paper sections 5.3 and 5.4. */
class RetransmitTrackerTest {

    private static final RingId FOREIGN = ring(9, 4);

    /** The first ring of a node follows nothing: no transitional configuration, and all members are new to it. */
    @Test
    void shouldInstallTheFirstRingWithoutATransitionalConfiguration() {
        final TrackerDriver two = new TrackerDriver();
        final RecoveryPlan plan = firstPlan(OLD, nodes(1, 2, 3));

        assertThat(two.seal()).containsExactly("sealed at aru 0, high 0, delivered 0");
        assertThat(two.recover(plan)).contains("recover 1.4 with 0");
        assertThat(two.install(plan)).containsExactly("install 1.4", "regular 1.4: 1 2 3, joined 1 2 3");
    }

    /** Old messages up to the first hole belong to the old configuration; the rest follows the transitional one. */
    @Test
    void shouldDeliverTheOldTailAroundTheTransitionalConfiguration() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(frame(OLD, 1, 1));
        two.suspend();
        two.receive(frame(OLD, 1, 2), frame(OLD, 3, 4), frame(OLD, 1, 5), frame(OLD, 3, 7));
        two.originate(frame(OLD, 2, 8));
        two.recover(planOfNew(2));

        assertThat(two.install(planOfNew(2)))
                .containsExactly(
                        "install 1.8",
                        "deliver 2",
                        "transitional 1.8 after 1.4: 1 2, left 3",
                        "deliver 5 8",
                        "regular 1.8: 1 2 4, joined 4");
    }

    /** Messages that others sent on the new ring before our install follow the regular configuration. */
    @Test
    void shouldDeliverMessagesOfTheNewRingBehindItsConfiguration() {
        final TrackerDriver two = TrackerDriver.installed();
        two.suspend();
        two.recover(planOfNew(0));
        two.receive(frame(NEW, 1, 2));

        assertThat(two.receive(frame(NEW, 1, 1))).isEmpty();
        assertThat(two.install(planOfNew(0))).endsWith("regular 1.8: 1 2 4, joined 4", "deliver 1 2");
        assertThat(two.receive(frame(NEW, 4, 3))).containsExactly("deliver 3");
    }

    /** Recovery sends again what somebody lacks: from the lowest aru of all that come along to the highest held. */
    @Test
    void shouldSendAgainFromTheLowestAruToTheHighestSeq() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 2, 3, 4, 6);
        two.suspend();

        assertThat(two.recover(planOfNew(2))).contains("recover 1.8 with 3");
        final RegularMessage[] again = two.recoveryFrames(1);
        assertThat(RegularMessageCodec.unwrap(again[0]).seq()).isEqualTo(3);
        assertThat(RegularMessageCodec.unwrap(again[2]).seq()).isEqualTo(6);
        assertThat(RegularMessageCodec.unwrap(again[2]).ringId()).isEqualTo(OLD);
    }

    @Test
    void shouldSendNothingAgainWhenNobodyLacksAnything() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 2);
        two.suspend();
        final RecoveryPlan plan = new RecoveryPlan(NEW, nodes(1, 2), OLD, nodes(1, 2, 3), nodes(1, 2), false, 1, 0);

        assertThat(two.recover(plan)).contains("recover 1.8 with 0");
    }

    /** Frames brought by recovery fill holes of the old ring; as frames of the new ring they are never delivered. */
    @Test
    void shouldTakeOldFramesOutOfThoseOfRecovery() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 3);
        two.suspend();
        two.recover(planOfNew(1));
        two.originate(encapsulating(2, 1, frame(OLD, 3, 3)));
        two.receive(encapsulating(1, 2, frame(OLD, 3, 2)), encapsulating(1, 3, frame(ring(4, 4), 3, 4)));

        assertThat(two.install(planOfNew(1)))
                .containsExactly(
                        "install 1.8",
                        "deliver 2 3",
                        "transitional 1.8 after 1.4: 1 2, left 3",
                        "regular 1.8: 1 2 4, joined 4");
        assertThat(two.receive(frame(NEW, 4, 4))).containsExactly("deliver 4");
    }

    @Test
    void shouldPassOverAFrameOfRecoveryThatCannotBeRead() {
        final TrackerDriver two = TrackerDriver.installed();
        two.suspend();
        two.recover(planOfNew(0));
        two.receive(new RegularMessage(node(1), 1, 0, NEW, true, false, new byte[] {1, 2, 3}));

        assertThat(two.install(planOfNew(0))).noneMatch(step -> step.startsWith("deliver"));
    }

    /** From the seal on the old ring takes nothing: its members would end with different messages. */
    @Test
    void shouldTakeNoFrameOfASealedRing() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 2, 4);
        two.suspend();

        assertThat(two.seal()).containsExactly("sealed at aru 2, high 4, delivered 2");
        assertThat(two.receive(3)).isEmpty();
        assertThat(two.tracker.droppedFrames()).isEqualTo(1);
        assertThat(two.seal()).containsExactly("sealed at aru 2, high 4, delivered 2");
    }

    @Test
    void shouldStoreButNotDeliverWhileSuspended() {
        final TrackerDriver two = TrackerDriver.installed();
        assertThat(two.suspend()).containsExactly("suspend");

        assertThat(two.receive(1, 2)).isEmpty();
        assertThat(two.visit(two.token(2, 0))).isEmpty();
        assertThat(two.seal()).containsExactly("sealed at aru 2, high 2, delivered 0");
    }

    /** What an attempt brought of the old ring stays when it fails; frames numbered for it count for nothing. */
    @Test
    void shouldKeepWhatAFailedAttemptBroughtOfTheOldRing() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 3);
        two.suspend();
        two.recover(planOfNew(1));
        two.receive(encapsulating(1, 1, frame(OLD, 3, 2)));
        two.suspend();

        assertThat(two.seal()).containsExactly("sealed at aru 3, high 3, delivered 1");
        assertThat(two.originate(frame(NEW, 2, 2))).isEmpty();
        assertThat(two.tracker.droppedFrames()).isEqualTo(1);
    }

    @Test
    void shouldTakeLateFramesOfTheOldRingAfterAFailedAttempt() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 3);
        two.suspend();
        two.recover(planOfNew(1));
        two.suspend();

        assertThat(two.receive(2)).isEmpty();
        assertThat(two.seal()).containsExactly("sealed at aru 3, high 3, delivered 1");
    }

    @Test
    void shouldRunTokensOfTheRingUnderRecoveryOnly() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1);
        two.suspend();
        two.recover(planOfNew(0));
        final OrfToken.Draft ofNew =
                OrfToken.draft(node(1), NEW).tokenSeq(0).seq(2).aru(-1, 1).retransmitRequests(1);
        two.receive(encapsulating(1, 1, frame(OLD, 3, 1)));

        assertThat(two.visit(two.token(1, 1))).isEmpty();
        assertThat(two.visit(ofNew)).containsExactly("retransmit 1", "token");
        assertThat(two.arrival().trackerAru()).isEqualTo(1);
    }

    /** Otherwise more frames than a queue holds could never be exchanged. */
    @Test
    void shouldFreeInRecoveryWhatAllHaveAndKeepWhatItBrought() {
        final TrackerDriver two = TrackerDriver.installed();
        two.suspend();
        two.recover(planOfNew(0));
        two.receive(encapsulating(1, 1, frame(OLD, 3, 1)));
        for (int tokenSeq = 0; tokenSeq < 4; tokenSeq++) {
            two.visit(OrfToken.draft(node(1), NEW).tokenSeq(tokenSeq).seq(1).aru(1, 0));
        }

        assertThat(two.arrival().released()).isEqualTo(1);
        assertThat(two.install(planOfNew(0))).contains("deliver 1");
        assertThat(two.receive(frame(NEW, 1, 2))).containsExactly("deliver 2");
    }

    @Test
    void shouldReportAForeignRingAtMostEveryFiveMilliseconds() {
        final TrackerDriver two = TrackerDriver.installed();

        assertThat(two.receive(frame(FOREIGN, 9, 1))).containsExactly("foreign 9.4 from 9");
        assertThat(two.receive(frame(FOREIGN, 9, 2))).isEmpty();
        two.nowNs += 5 * MILLISECOND - 1;
        assertThat(two.receive(frame(FOREIGN, 9, 3))).isEmpty();
        assertThat(two.receive(frame(FOREIGN, 8, 3))).containsExactly("foreign 9.4 from 8");
        two.nowNs += 5 * MILLISECOND;
        assertThat(two.receive(frame(FOREIGN, 8, 4))).containsExactly("foreign 9.4 from 8");
    }

    /** A ring that was replaced is foreign from then on. */
    @Test
    void shouldReportTheReplacedRingAsForeign() {
        final TrackerDriver two = TrackerDriver.installed();
        two.suspend();
        two.recover(planOfNew(0));
        two.install(planOfNew(0));

        assertThat(two.receive(1)).containsExactly("foreign 1.4 from 3");
    }

    /** What is not sent again for want of bytes stays on the token. */
    @Test
    void shouldSendNoMoreBytesAgainInAVisitThanTheLinkHolds() {
        final int longestFrame = Totems.MAX_PAYLOAD + FrameLayout.MCAST_HEADER_LENGTH + VisitBytes.OVERHEAD_BYTES;
        final int shortFrame = 2 + VisitBytes.OVERHEAD_BYTES;
        final TrackerDriver two = TrackerDriver.installed(Totems.withVisitBytes(2, longestFrame + 2 * shortFrame));
        two.receive(1, 2, 3, 4, 5);

        assertThat(two.visit(two.token(5, 0).retransmitRequests(1, 2, 3, 4, 5))).contains("retransmit 1 2 3");
        assertThat(two.requests()).containsExactly(4, 5);
    }

    @Test
    void shouldRefuseToRecoverWithoutASeal() {
        final TrackerDriver two = TrackerDriver.installed();
        two.suspend();

        assertThatThrownBy(() -> two.tracker.onRecover(planOfNew(0), new io.totemic.protocol.Effects<>()))
                .isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() -> two.install(planOfNew(0))).isInstanceOf(InvariantViolation.class);
    }

    private static RegularMessage encapsulating(final int sender, final int seq, final RegularMessage old) {
        return new RegularMessage(node(sender), seq, 0, NEW, true, false, RegularMessageCodec.encapsulate(old));
    }
}
