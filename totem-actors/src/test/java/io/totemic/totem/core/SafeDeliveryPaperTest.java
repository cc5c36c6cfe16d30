/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.*;
import static io.totemic.totem.core.TrackerDriver.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.membership.core.RecoveryPlan;
import io.totemic.protocol.RingId;
import io.totemic.protocol.codec.RegularMessageCodec;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import org.junit.jupiter.api.Test;

/** Safe delivery: paper section 4, and 5.4 for the end of a ring. */
class SafeDeliveryPaperTest {

    private static final RingId LATER = ring(1, 12);

    /** Two consecutive arus cover it: each member could have lowered the aru in the rotation between them. */
    @Test
    void shouldDeliverASafeMessageWhenTwoArusCoverIt() {
        final TrackerDriver two = TrackerDriver.installed();

        assertThat(two.receive(safe(OLD, 3, 1))).containsExactly("held 1");
        assertThat(two.visit(two.token(1, 0))).containsExactly("token");
        assertThat(two.visit(two.token(1, 1))).containsExactly("token");
        assertThat(two.visit(two.token(1, 1))).containsExactly("token", "deliver 1");
    }

    @Test
    void shouldNotTakeAnAruForHeldThatFellAgain() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(safe(OLD, 3, 1), safe(OLD, 3, 2));

        assertThat(two.visit(two.token(2, 2))).containsExactly("token");
        assertThat(two.visit(two.token(2, 1))).containsExactly("token", "deliver 1");
        assertThat(two.visit(two.token(2, 2))).containsExactly("token");
        assertThat(two.visit(two.token(2, 2))).containsExactly("token", "deliver 2");
    }

    /** One order: what is behind an undelivered safe message waits, agreed or not. */
    @Test
    void shouldMakeAgreedMessagesWaitBehindASafeOne() {
        final TrackerDriver two = TrackerDriver.installed();

        assertThat(two.receive(frame(OLD, 3, 1), safe(OLD, 3, 2), frame(OLD, 3, 3)))
                .containsExactly("deliver 1", "held 2");
        two.visit(two.token(3, 2));
        assertThat(two.visit(two.token(3, 2))).containsExactly("token", "deliver 2 3");
    }

    @Test
    void shouldNotFreeWhatIsNotDelivered() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(safe(OLD, 3, 1));
        two.visit(two.token(1, 1));
        two.visit(two.token(1, 1));

        assertThat(two.arrival().released()).isZero();
        two.visit(two.token(1, 1));
        assertThat(two.arrival().released()).isEqualTo(1);
    }

    /** What a member has delivered is held by all, and belongs to the old configuration for everybody who comes along. */
    @Test
    void shouldDeliverInTheOldConfigurationWhatOneMemberHasDelivered() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(safe(OLD, 3, 1), safe(OLD, 3, 2), frame(OLD, 3, 3));
        two.suspend();
        final RecoveryPlan plan = new RecoveryPlan(NEW, nodes(1, 2, 4), OLD, nodes(1, 2, 3), nodes(1, 2), true, 4, 1);
        two.recover(plan);

        assertThat(two.install(plan))
                .containsExactly(
                        "install 1.8",
                        "deliver 1",
                        "transitional 1.8 after 1.4: 1 2, left 3",
                        "deliver 2 3",
                        "regular 1.8: 1 2 4, joined 4");
    }

    /** A hole stands between what all of the old ring may have and what only those can depend on who come along. */
    @Test
    void shouldDeliverBeyondAHoleOnlyWhatThoseSentWhoComeAlong() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(safe(OLD, 3, 1), safe(OLD, 3, 3), safe(OLD, 1, 4));
        two.suspend();
        two.recover(planOfNew(0));

        assertThat(two.install(planOfNew(0)))
                .containsExactly(
                        "install 1.8",
                        "transitional 1.8 after 1.4: 1 2, left 3",
                        "deliver 1 4",
                        "regular 1.8: 1 2 4, joined 4");
    }

    /**
     * A member that had everything when the attempt failed has let others install the ring: what these delivered it delivers too, even
     * if it goes on without them.
     */
    @Test
    void shouldBeObligedByAnAttemptThatOthersMayHaveCompleted() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(frame(OLD, 1, 1), safe(OLD, 1, 3), safe(OLD, 3, 4));
        two.suspend();
        two.recover(planOfNew(1));
        recovered(two);
        two.suspend();

        two.recover(alone());
        assertThat(two.recoveryFrames(2)).extracting(RegularMessage::isSafe).containsExactly(true, false);
        assertThat(two.install(alone()))
                .containsExactly(
                        "install 1.c",
                        "transitional 1.c after 1.4: 2, left 1 3",
                        "deliver 3",
                        "regular 1.c: 2, joined ");
    }

    @Test
    void shouldNotBeObligedByAnAttemptThatNobodyCanHaveCompleted() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(frame(OLD, 1, 1), safe(OLD, 1, 3));
        two.suspend();
        two.recover(planOfNew(1));
        two.visit(OrfToken.draft(node(1), NEW).tokenSeq(0).seq(0).aru(-1, 1));
        two.suspend();
        two.recover(alone());

        assertThat(two.install(alone())).noneMatch(step -> step.startsWith("deliver"));
    }

    /** Who comes along with somebody who is obliged is told so by the frame that brings the message. */
    @Test
    void shouldTakeOverTheObligationOfACompanion() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(frame(OLD, 1, 1));
        two.suspend();
        final RecoveryPlan plan = new RecoveryPlan(NEW, nodes(2, 3), OLD, nodes(1, 2, 3), nodes(2, 3), true, 2, 1);
        two.recover(plan);
        assertThat(two.receive(
                        encapsulating(3, 1, true, safe(OLD, 1, 3)), encapsulating(3, 2, false, frame(OLD, 1, 4))))
                .containsExactly("held 3");

        assertThat(two.install(plan)).contains("deliver 3").doesNotContain("deliver 3 4");
    }

    /** Seed 22786: of an exchange that broke off a mark had arrived, and the message before it had not. */
    @Test
    void shouldForgetAnObligationThatCameWithAnIncompleteExchange() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(frame(OLD, 1, 1));
        two.suspend();
        final RecoveryPlan plan = new RecoveryPlan(NEW, nodes(2, 3), OLD, nodes(1, 2, 3), nodes(2, 3), true, 2, 1);
        two.recover(plan);
        two.receive(encapsulating(3, 2, true, frame(OLD, 1, 4)));
        two.suspend();
        two.recover(alone());

        assertThat(two.install(alone())).noneMatch(step -> step.startsWith("deliver"));
    }

    @Test
    void shouldNotWaitForSafetyOfFramesOfRecovery() {
        final TrackerDriver two = TrackerDriver.installed();
        two.suspend();
        two.recover(planOfNew(0));
        two.receive(encapsulating(1, 1, true, frame(OLD, 1, 1)), frame(NEW, 1, 2));

        assertThat(two.install(planOfNew(0))).endsWith("regular 1.8: 1 2 4, joined 4", "deliver 2");
    }

    /** Two tokens with the flag clear, and everything up to the second of them is here. */
    private static void recovered(final TrackerDriver two) {
        two.visit(OrfToken.draft(node(1), NEW).tokenSeq(0).seq(0).aru(-1, 1));
        two.visit(OrfToken.draft(node(1), NEW).tokenSeq(1).seq(0).aru(0, 0));
    }

    private static RecoveryPlan alone() {
        return new RecoveryPlan(LATER, nodes(2), OLD, nodes(1, 2, 3), nodes(2), true, 2, 1);
    }

    private static RegularMessage safe(final RingId ringId, final int sender, final int seq) {
        return new RegularMessage(node(sender), seq, 0, ringId, false, true, text("s" + seq));
    }

    private static RegularMessage encapsulating(
            final int sender, final int seq, final boolean isObligation, final RegularMessage old) {
        return new RegularMessage(node(sender), seq, 0, NEW, true, isObligation, RegularMessageCodec.encapsulate(old));
    }
}
