/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

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
import io.totemic.protocol.codec.RegularMessageCodec;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import org.junit.jupiter.api.Test;

/** A member that has the key can put frames into others' names; the node whose name it is must neither take them nor stop. */
class ForgedFramesTest {

    private final TrackerDriver two = TrackerDriver.installed();

    @Test
    void shouldDropAFrameInItsOwnNameThatItHasNotNumbered() {
        assertThat(two.receive(frame(OLD, 2, 1))).isEmpty();
        assertThat(two.tracker.forgedFrames()).isEqualTo(1);
        assertThat(two.tracker.duplicateFrames()).isZero();

        assertThat(two.originate(frame(OLD, 2, 1))).containsExactly("deliver 1");
    }

    /** Others send it again to whoever lacks it, and everybody hears that. */
    @Test
    void shouldCountItsOwnFramesThatOthersSendAgainAsDuplicates() {
        two.originate(frame(OLD, 2, 1));

        assertThat(two.receive(frame(OLD, 2, 1))).isEmpty();
        assertThat(two.tracker.duplicateFrames()).isEqualTo(1);
        assertThat(two.tracker.forgedFrames()).isZero();
    }

    @Test
    void shouldPutItsOwnFrameWhereAnotherWasForged() {
        two.receive(frame(OLD, 3, 2), frame(OLD, 3, 4));

        assertThat(two.originate(frame(OLD, 2, 1), frame(OLD, 2, 2), frame(OLD, 2, 3)))
                .containsExactly("deliver 1 2 3 4");
        assertThat(two.tracker.forgedFrames()).isEqualTo(1);
        assertThat(two.visit(two.token(4, 4).retransmitRequests(2))).contains("retransmit 2", "token");
    }

    /** The forged frame was the next one, and was delivered before the token came: what is numbered later is kept for others. */
    @Test
    void shouldNotStopWhenAForgedFrameWasDelivered() {
        assertThat(two.receive(frame(OLD, 3, 1))).containsExactly("deliver 1");

        assertThat(two.originate(frame(OLD, 2, 1), frame(OLD, 2, 2))).containsExactly("deliver 2");
        assertThat(two.tracker.forgedFrames()).isEqualTo(1);
    }

    /** Two forged tokens behind the genuine one free the place before the holder has told what it has numbered. */
    @Test
    void shouldNotStopWhenAPlaceWasFreedByForgedTokens() {
        two.visit(two.token(0, 0));
        two.receive(frame(OLD, 3, 1));
        two.visit(two.token(1, 1));
        two.visit(two.token(1, 1));

        assertThat(two.originate(frame(OLD, 2, 1), frame(OLD, 2, 2))).containsExactly("deliver 2");
        assertThat(two.tracker.forgedFrames()).isEqualTo(1);
    }

    @Test
    void shouldStopWhenItNumbersAPlaceTwiceItself() {
        two.originate(frame(OLD, 2, 1));

        assertThatThrownBy(() -> two.originate(frame(OLD, 2, 1))).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void shouldDropAnOldFrameInItsOwnNameThatRecoveryBrings() {
        two.receive(1);
        two.suspend();
        two.recover(planOfNew(0));
        two.receive(
                new RegularMessage(node(1), 1, 0, NEW, true, false, RegularMessageCodec.encapsulate(frame(OLD, 2, 2))));

        assertThat(two.tracker.forgedFrames()).isEqualTo(1);
        assertThat(two.install(planOfNew(0))).noneMatch(step -> step.startsWith("deliver 2"));
    }

    /** Its holder would find a ring that has its token already when it makes the token. */
    @Test
    void shouldTakeNoTokenOfARingWhoseTokenItHasNotMade() {
        final RingId own = ring(2, 8);
        final RecoveryPlan plan = firstPlan(own, nodes(2, 3));
        two.suspend();
        two.recover(plan);
        final OrfToken.Draft forged = OrfToken.draft(node(3), own).tokenSeq(5);

        assertThat(two.visit(forged)).isEmpty();
        assertThat(two.tracker.droppedTokens()).isEqualTo(1);

        assertThat(two.startToken(own)).containsExactly("start token of 2.8");
        assertThat(two.visit(OrfToken.draft(node(3), own).tokenSeq(1))).contains("token");
    }
}
