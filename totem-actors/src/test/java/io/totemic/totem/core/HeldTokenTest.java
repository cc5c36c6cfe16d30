/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.HolderDriver.RING;
import static io.totemic.totem.core.Totems.HOLD_NS;
import static io.totemic.totem.core.Totems.MILLISECOND;
import static io.totemic.totem.core.Totems.RETRANSMIT_NS;
import static io.totemic.totem.core.Totems.SEQNO_UNCHANGED;
import static io.totemic.totem.core.Totems.ring;
import static io.totemic.totem.core.Totems.settings;
import static io.totemic.totem.core.Totems.withHeartbeat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When the token of an idle ring is held, by whom, and what ends it; on the ring of 1, 2 and 3. */
final class HeldTokenTest {

    private static final int BUSY_SEQ = 10;

    @Test
    void shouldHoldTheTokenOfAnIdleRingAfterTheCountAndTenMilliseconds() {
        final HolderDriver one = sentLast(HolderDriver.installed(1));
        one.visit(one.token(BUSY_SEQ));
        for (int visit = 1; visit <= SEQNO_UNCHANGED; visit++) {
            one.nowNs += 2 * MILLISECOND;
            assertThat(one.visit(one.token(BUSY_SEQ))).containsExactly("token to 2");
        }

        one.nowNs += 2 * MILLISECOND;
        assertThat(one.visit(one.token(BUSY_SEQ))).isEmpty();
    }

    @Test
    void shouldNotHoldTheTokenByTheCountAlone() {
        final HolderDriver one = sentLast(HolderDriver.installed(1));

        for (int visit = 0; visit < 100; visit++) {
            one.nowNs += 15_000;
            assertThat(one.visit(one.token(BUSY_SEQ))).containsExactly("token to 2");
        }
    }

    /** Whoever sent last is likely to send next, and then need not wait for the token. */
    @Test
    void shouldHoldTheTokenWhereTheLastMessageCameFrom() {
        final HolderDriver two = sentLast(HolderDriver.installed(2));
        idle(two, SEQNO_UNCHANGED + 1, 3 * MILLISECOND);

        assertThat(two.visit(two.token(BUSY_SEQ))).isEmpty();
        assertThat(two.after(HOLD_NS)).containsExactly("token to 3");
        assertThat(two.visit(two.token(BUSY_SEQ))).isEmpty();
    }

    @Test
    void shouldHoldTheTokenOfARingWithoutMessagesAtItsRepresentative() {
        final HolderDriver one = HolderDriver.installed(1);
        final HolderDriver two = HolderDriver.installed(2);
        for (int visit = 0; visit <= SEQNO_UNCHANGED + 1; visit++) {
            one.after(3 * MILLISECOND);
            one.visit(one.token(0));
            two.after(3 * MILLISECOND);
            assertThat(two.visit(two.token(0))).containsExactly("token to 3");
        }

        assertThat(one.holder.held).isNotNull();
    }

    @Test
    void shouldNotHoldTheTokenWhenAnotherSentLast() {
        for (final HolderDriver driver :
                List.of(HolderDriver.installed(2), HolderDriver.installed(1), sentLast(HolderDriver.installed(1)))) {
            for (int visit = 0; visit < 100; visit++) {
                driver.nowNs += MILLISECOND;
                assertThat(driver.visit(driver.token(BUSY_SEQ + 1)))
                        .hasSize(1)
                        .allMatch(step -> step.startsWith("token"));
            }
        }
    }

    @Test
    void shouldNotHoldTheTokenInRecovery() {
        final HolderDriver one = HolderDriver.inRecovery(1);

        for (int visit = 0; visit < 100; visit++) {
            one.nowNs += MILLISECOND;
            assertThat(one.visit(one.token(0).retransmitting(true))).contains("token to 2");
        }
    }

    @Test
    void shouldPassAHeldTokenOnWhenTheHoldTimeIsOver() {
        final HolderDriver one = holding();

        assertThat(one.after(HOLD_NS - 1)).isEmpty();
        assertThat(one.after(1)).containsExactly("token to 2");
        assertThat(one.after(RETRANSMIT_NS)).contains("token to 2");
    }

    @Test
    void shouldSendAtOnceOnAHeldToken() {
        final HolderDriver one = holding();
        final int tokenSeq = one.sent().tokenSeq();

        assertThat(one.submit(3)).containsExactly("multicast 11", "token to 2", "originated 11", "credit 3");
        assertThat(one.sent().seq()).isEqualTo(BUSY_SEQ + 1);
        assertThat(one.sentAru()).isEqualTo((BUSY_SEQ + 1) + "@0");
        assertThat(one.sent().fccMessages()).isEqualTo(1);
        assertThat(one.sent().backlogMessages()).isEqualTo(1);
        assertThat(one.sent().tokenSeq()).isEqualTo(tokenSeq + 1);
        assertThat(one.submit(3)).isEmpty();
        assertThat(one.visit(one.token(BUSY_SEQ + 1).fccMessages(1).backlogMessages(1)))
                .containsExactly("multicast 12", "token to 2", "originated 12", "credit 3");
        assertThat(one.sent().fccMessages()).isEqualTo(1);
    }

    /** What was asked for when the token was held stands on it still, and the aru is no higher than what this node has. */
    @Test
    void shouldLeaveOnAHeldTokenWhatTheVisitWroteThere() {
        final HolderDriver one = holding();
        one.after(HOLD_NS);
        one.visit(one.token(BUSY_SEQ).retransmitRequests(9).aru(8, 0), 8);
        assertThat(one.holder.held).isNotNull();

        assertThat(one.submit(3)).startsWith("multicast 11", "token to 2");
        assertThat(one.sent().retransmitRequests()).containsExactly(9);
        assertThat(one.sentAru()).isEqualTo("8@1");
    }

    @Test
    void shouldNotExceedTheWindowOnAHeldToken() {
        final HolderDriver one = holding();
        one.after(HOLD_NS);
        one.visit(one.token(BUSY_SEQ).fccMessages(Totems.WINDOW));
        assertThat(one.holder.held).isNotNull();

        assertThat(one.submit(3)).containsExactly("token to 2");
    }

    @Test
    void shouldPassAHeldTokenOnWhenAskedTo() {
        final HolderDriver one = holding();

        assertThat(one.holdCancel(ring(1, 4))).isEmpty();
        assertThat(one.holdCancel(RING)).containsExactly("token to 2");
        assertThat(one.holdCancel(RING)).isEmpty();
    }

    /** Either the token or the request may be lost on an idle ring; the message must not wait for the hold time. */
    @Test
    void shouldSendTokenAndRequestAgainSoonWhenNothingComes() {
        final HolderDriver two = HolderDriver.installed(2);
        for (int visit = 0; visit <= SEQNO_UNCHANGED; visit++) {
            two.after(2 * TotemSettings.IDLE_TIME_NS / SEQNO_UNCHANGED);
            two.visit(two.token(BUSY_SEQ));
        }
        assertThat(two.after(HOLD_NS)).noneMatch(step -> step.startsWith("token"));

        assertThat(two.submit(3)).containsExactly("hold cancel on " + RING);
        assertThat(two.after(HOLD_NS / 2)).containsExactly("token to 3", "hold cancel on " + RING);
        two.visit(two.token(BUSY_SEQ));
        assertThat(two.after(HOLD_NS)).doesNotContain("hold cancel on " + RING);
    }

    @Test
    void shouldSendTheTokenAgainSoonWhenAnotherWakesTheRing() {
        final HolderDriver two = HolderDriver.installed(2);
        for (int visit = 0; visit <= SEQNO_UNCHANGED; visit++) {
            two.after(2 * TotemSettings.IDLE_TIME_NS / SEQNO_UNCHANGED);
            two.visit(two.token(BUSY_SEQ));
        }

        assertThat(two.holdCancel(RING)).isEmpty();
        assertThat(two.after(HOLD_NS / 2)).containsExactly("token to 3");
    }

    @Test
    void shouldNotHoldATokenInAVisitThatSendsSomething() {
        final HolderDriver one = holding();
        one.after(HOLD_NS);
        one.submit(3);

        assertThat(one.visit(one.token(BUSY_SEQ))).startsWith("multicast 11", "token to 2");
    }

    @Test
    void shouldKeepTheTokenMovingDuringRepairsOnlyIfSetTo() {
        final HolderDriver moving = holding(HolderDriver.installed(settings(1, true)));
        final HolderDriver resting = holding();
        moving.after(HOLD_NS);
        resting.after(HOLD_NS);

        assertThat(moving.visit(moving.token(BUSY_SEQ).retransmitRequests(4))).contains("token to 2");
        assertThat(resting.visit(resting.token(BUSY_SEQ).retransmitRequests(4))).containsExactly("retransmit list [4]");
    }

    /** Who did not send last believes the token to be held, and asks once. */
    @Test
    void shouldAskOnceForAHeldTokenWhenSomethingIsSubmitted() {
        final HolderDriver two = HolderDriver.installed(2);
        two.visit(two.token(BUSY_SEQ));
        idle(two, SEQNO_UNCHANGED, 3 * MILLISECOND);

        assertThat(two.submit(3)).containsExactly("hold cancel on " + RING);
        assertThat(two.submit(3)).isEmpty();
    }

    @Test
    void shouldNotAskForATokenThatIsMoving() {
        final HolderDriver fewVisits = HolderDriver.installed(2);
        fewVisits.visit(fewVisits.token(BUSY_SEQ));
        idle(fewVisits, SEQNO_UNCHANGED - 1, 100 * MILLISECOND);
        final HolderDriver shortTime = HolderDriver.installed(2);
        shortTime.visit(shortTime.token(BUSY_SEQ));
        idle(shortTime, 100, 50_000);

        assertThat(fewVisits.submit(3)).isEmpty();
        assertThat(shortTime.submit(3)).isEmpty();
    }

    /**
     * Regression: the originator of the last message sees it come round after the representative did, so it believed the
     * token to be moving when it was held already, and its next message waited for the whole hold time.
     */
    @Test
    void shouldHoldTheTokenOnlyWhenAllOthersKnow() {
        final HolderDriver one = sentLast(HolderDriver.installed(1));
        final HolderDriver two = HolderDriver.installed(2);
        final long half = MILLISECOND / 2;
        one.visit(one.token(BUSY_SEQ));
        boolean isHeld = false;
        for (int rotation = 0; rotation < 30 && !isHeld; rotation++) {
            two.nowNs = one.nowNs + half;
            two.visit(two.token(BUSY_SEQ));
            one.nowNs += 2 * half;
            isHeld = one.visit(one.token(BUSY_SEQ)).isEmpty();
        }
        two.nowNs = one.nowNs;

        assertThat(isHeld).isTrue();
        assertThat(two.submit(3)).containsExactly("hold cancel on " + RING);
    }

    /** While this node holds the token nothing is to come round; when it lets it go there is. */
    @Test
    void shouldNotExpectATokenThatIsHeld() {
        final HolderDriver one = sentLast(HolderDriver.installed(withHeartbeat(1, 2 * HOLD_NS)));
        idle(one, SEQNO_UNCHANGED + 2, TotemSettings.IDLE_TIME_NS / 2);
        assertThat(one.holder.deadlines.isArmed(HolderDeadline.TOKEN_HOLD)).isTrue();
        assertThat(one.holder.deadlines.isArmed(HolderDeadline.HEARTBEAT)).isFalse();

        one.after(HOLD_NS);

        assertThat(one.holder.deadlines.isArmed(HolderDeadline.HEARTBEAT)).isTrue();
    }

    /** The last message of the ring is this node's. */
    private static HolderDriver sentLast(final HolderDriver driver) {
        driver.submit(3);
        driver.visit(driver.token(BUSY_SEQ - 1));
        assertThat(driver.sent().seq()).isEqualTo(BUSY_SEQ);
        return driver;
    }

    private static HolderDriver holding() {
        return holding(HolderDriver.installed(1));
    }

    private static HolderDriver holding(final HolderDriver one) {
        sentLast(one);
        one.visit(one.token(BUSY_SEQ));
        idle(one, SEQNO_UNCHANGED + 1, 3 * MILLISECOND);
        assertThat(one.holder.held).isNotNull();
        return one;
    }

    private static void idle(final HolderDriver driver, final int visits, final long rotationNs) {
        for (int visit = 0; visit < visits; visit++) {
            driver.nowNs += rotationNs;
            driver.visit(driver.token(BUSY_SEQ));
        }
    }
}
