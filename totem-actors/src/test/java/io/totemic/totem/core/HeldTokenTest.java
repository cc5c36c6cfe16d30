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

import org.junit.jupiter.api.Test;

/** When the representative holds the token of an idle ring, and what ends it; on the ring of 1, 2 and 3. */
final class HeldTokenTest {

    private static final int BUSY_SEQ = 10;

    @Test
    void shouldHoldTheTokenOfAnIdleRingAfterTheCountAndTenMilliseconds() {
        final HolderDriver one = HolderDriver.installed(1);
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
        final HolderDriver one = HolderDriver.installed(1);
        one.visit(one.token(BUSY_SEQ));

        for (int visit = 0; visit < 100; visit++) {
            one.nowNs += 15_000;
            assertThat(one.visit(one.token(BUSY_SEQ))).containsExactly("token to 2");
        }
    }

    @Test
    void shouldNotHoldTheTokenUnlessRepresentative() {
        final HolderDriver two = HolderDriver.installed(2);

        for (int visit = 0; visit < 100; visit++) {
            two.nowNs += MILLISECOND;
            assertThat(two.visit(two.token(BUSY_SEQ))).containsExactly("token to 3");
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
    void shouldPassAHeldTokenOnWhenSomethingIsSubmitted() {
        final HolderDriver one = holding();

        assertThat(one.submit(3)).containsExactly("token to 2");
        assertThat(one.submit(3)).isEmpty();
        assertThat(one.visit(one.token(BUSY_SEQ)))
                .containsExactly("multicast 11", "token to 2", "originated 11", "credit 6");
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

    /** Whoever is not the representative believes the token to be held, and asks once. */
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
        final HolderDriver one = HolderDriver.installed(1);
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

    /** While the representative holds the token nothing is to come round; when it lets it go there is. */
    @Test
    void shouldNotExpectATokenThatIsHeld() {
        final HolderDriver one = HolderDriver.installed(withHeartbeat(1, 2 * HOLD_NS));
        idle(one, SEQNO_UNCHANGED + 2, TotemSettings.IDLE_TIME_NS / 2);
        assertThat(one.holder.deadlines.isArmed(HolderDeadline.TOKEN_HOLD)).isTrue();
        assertThat(one.holder.deadlines.isArmed(HolderDeadline.HEARTBEAT)).isFalse();

        one.after(HOLD_NS);

        assertThat(one.holder.deadlines.isArmed(HolderDeadline.HEARTBEAT)).isTrue();
    }

    private static HolderDriver holding() {
        return holding(HolderDriver.installed(1));
    }

    private static HolderDriver holding(final HolderDriver one) {
        one.visit(one.token(BUSY_SEQ));
        idle(one, SEQNO_UNCHANGED + 1, 3 * MILLISECOND);
        assertThat(one.holder.isTokenHeld).isTrue();
        return one;
    }

    private static void idle(final HolderDriver driver, final int visits, final long rotationNs) {
        for (int visit = 0; visit < visits; visit++) {
            driver.nowNs += rotationNs;
            driver.visit(driver.token(BUSY_SEQ));
        }
    }
}
