/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.HolderDriver.RING;
import static io.totemic.totem.core.Totems.FAIL_RECV;
import static io.totemic.totem.core.Totems.FULL_BODY;
import static io.totemic.totem.core.Totems.MERGE_NS;
import static io.totemic.totem.core.Totems.MILLISECOND;
import static io.totemic.totem.core.Totems.RETRANSMIT_NS;
import static io.totemic.totem.core.Totems.TOKEN_NS;
import static io.totemic.totem.core.Totems.WARNING_NS;
import static io.totemic.totem.core.Totems.accelerated;
import static io.totemic.totem.core.Totems.node;
import static io.totemic.totem.core.Totems.ring;
import static io.totemic.totem.core.Totems.text;
import static io.totemic.totem.core.Totems.withHeartbeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.Deadlines;
import io.totemic.protocol.InvariantViolation;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The holder's half of a visit and the holder's timers, on the ring of 1, 2 and 3. */
class TokenVisitTest {

    private static final String FAILED = "failed to receive on " + RING;
    private static final String LOST = "token lost on " + RING;
    private static final int BUSY_SEQ = 10;
    private static final long HEARTBEAT_NS = TOKEN_NS / 2;

    /** Others see the frames before the token that numbers them, and nothing is delivered here before both have left. */
    @Test
    void shouldSendFramesThenTheTokenThenTellTheTracker() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submit(3);

        final List<String> steps = two.visit(two.token(10));

        assertThat(steps).containsExactly("multicast 11", "token to 3", "originated 11", "credit 3");
        assertThat(two.sent().seq()).isEqualTo(11);
    }

    /** On an accelerated ring the last frames follow the token, which counts them already. */
    @Test
    void shouldLetTheLastFramesFollowAnAcceleratedToken() {
        final HolderDriver two = HolderDriver.installed(accelerated(2, 3));
        two.submitFrames(5);

        assertThat(two.visit(two.token(10)))
                .containsExactly(
                        "multicast 11 12",
                        "token to 3",
                        "multicast 13 14 15",
                        "originated 11 12 13 14 15",
                        "credit 4925");
        assertThat(two.sent().seq()).isEqualTo(15);
        two.submitFrames(2);
        assertThat(two.visit(two.token(15))).startsWith("token to 3", "multicast 16 17");
    }

    /** While old frames are exchanged nobody may count on a frame that is still on its way. */
    @Test
    void shouldNotAccelerateInRecovery() {
        final HolderDriver two = HolderDriver.inRecovery(accelerated(2, 3), text("old"));

        assertThat(two.visit(two.token(0)))
                .containsExactly("first token of " + RING, "multicast 1", "token to 3", "originated 1");
    }

    @Test
    void shouldMarkAFrameAsSafeThatHoldsAPartOfASafeMessage() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitSafe(2 * FULL_BODY);
        two.submitFrames(1);

        two.visit(two.token(10));

        assertThat(two.multicast()).extracting(RegularMessage::isSafe).containsExactly(true, true, false);
    }

    @Test
    void shouldCountOneHopAndSignTheToken() {
        final HolderDriver three = HolderDriver.installed(3);

        final List<String> steps = three.visit(three.token(10).tokenSeq(-1));

        assertThat(steps).containsExactly("token to 1");
        assertThat(three.sent().tokenSeq()).isZero();
        assertThat(three.sent().sender()).isEqualTo(node(3));
    }

    @Test
    void shouldIgnoreATokenWithoutARing() {
        final HolderDriver two = HolderDriver.installed(2);
        two.holder.onSuspend();

        assertThat(two.visit(two.token(10))).isEmpty();
        assertThat(two.holder.nextDeadlineNs()).isEqualTo(Deadlines.NONE);
    }

    @Test
    void shouldAccountForWhatItSentAndWhatWaitedInItsLastVisitOnly() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(20);

        two.visit(two.token(10).fccMessages(4).backlogMessages(6));
        assertThat(two.sent().fccMessages()).isEqualTo(4 + 17);
        assertThat(two.sent().backlogMessages()).isEqualTo(6 + 20);

        two.visit(two.token(40).fccMessages(30).backlogMessages(26));
        assertThat(two.sent().seq()).isEqualTo(43);
        assertThat(two.sent().fccMessages()).isEqualTo(30 + 3 - 17);
        assertThat(two.sent().backlogMessages()).isEqualTo(26 + 3 - 20);

        two.visit(two.token(43).fccMessages(16).backlogMessages(9));
        assertThat(two.sent().fccMessages()).isEqualTo(16 - 3);
        assertThat(two.sent().backlogMessages()).isEqualTo(9 - 3);
    }

    @Test
    void shouldNotLetTheCountsFallBelowNothing() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(20);
        two.visit(two.token(10));

        two.visit(two.token(27).fccMessages(1).backlogMessages(1));

        assertThat(two.sent().fccMessages()).isZero();
        assertThat(two.sent().backlogMessages()).isZero();
    }

    /** No more than its own limit, whatever waits. */
    @Test
    void shouldSendNoMoreThanItsLimitInAVisit() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(40);

        two.visit(two.token(0));
        assertThat(two.sent().seq()).isEqualTo(17);
    }

    /** What others sent in this rotation counts against the window of the whole ring. */
    @Test
    void shouldSendNoMoreThanTheWindowLeaves() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(40);

        two.visit(two.token(0).fccMessages(45));
        assertThat(two.sent().seq()).isEqualTo(5);
    }

    /** The count comes from others; one beyond the window leaves nothing, not almost everything. */
    @Test
    void shouldSendNothingWhenTheCountExceedsTheWindow() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(40);

        assertThat(two.visit(two.token(0).fccMessages(51))).containsExactly("token to 3");
        assertThat(two.visit(two.token(0).fccMessages(Integer.MAX_VALUE))).containsExactly("token to 3");
    }

    /** A node gets of the window the share that its backlog had of all that waits. */
    @Test
    void shouldSendItsShareOfTheWindowWhenMuchWaitsEverywhere() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(20);
        two.visit(two.token(0));
        two.submitFrames(17);

        two.visit(two.token(20).backlogMessages(200));

        assertThat(two.sent().seq()).isEqualTo(20 + 50 * 20 / 200);
    }

    /** Retransmissions and new frames come out of one allowance. */
    @Test
    void shouldSendFewerNewFramesWhenTheTrackerRetransmitted() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(20);
        final OrfToken token = two.token(30).build();

        two.visit(new TokenArrival(token, new int[0], 15, 30, 0));

        assertThat(two.sent().seq()).isEqualTo(32);
        assertThat(two.sent().fccMessages()).isEqualTo(17);
    }

    /** Nothing is numbered for which a member may have no room. */
    @Test
    void shouldNumberNothingWhenTheSortQueueMightOverflow() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(4);
        final int last = SortQueue.CAPACITY - Totems.WINDOW - Totems.MAX_MESSAGES;

        assertThat(two.visit(two.token(last + 1))).containsExactly("token to 3");
        two.visit(two.token(last));
        assertThat(two.sent().seq()).isEqualTo(last + 4);
    }

    /** 16 384 frames of 29 KB would be more than the memory of a node. */
    @Test
    void shouldNumberNoMoreLargeFramesThanTheSortQueueMayHold() {
        final TotemSettings settings = Totems.withPayload(2, 29_000);
        final HolderDriver two = HolderDriver.installed(settings);
        two.submit(3);
        final int last = (int) (SortQueue.LIMIT_BYTES / 4 * 3 / 29_000) - Totems.WINDOW - Totems.MAX_MESSAGES;

        assertThat(two.visit(two.token(last + 1))).containsExactly("token to 3");
        two.visit(two.token(last));
        assertThat(two.sent().seq()).isEqualTo(last + 1);
        assertThat(Totems.withPayload(2, VisitBytes.OVERHEAD_BYTES * 3).queueLimitFrames())
                .isEqualTo(SortQueue.CAPACITY);
    }

    @Test
    void shouldGoOnNumberingAcrossTheWrap() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(3);
        final OrfToken token = two.token(-2).build();

        final List<String> steps = two.visit(new TokenArrival(token, new int[0], 0, -2, -20));

        assertThat(steps).startsWith("multicast 4294967295 0 1");
        assertThat(two.sentAru()).isEqualTo("1@0");
    }

    @Test
    void shouldLogTheRetransmitListAsItArrived() {
        final HolderDriver two = HolderDriver.installed(2);
        final OrfToken token = two.token(30).retransmitRequests(7).build();

        assertThat(two.visit(new TokenArrival(token, new int[] {5, 7}, 1, 30, 0)))
                .containsExactly("retransmit list [5, 7]", "token to 3");
    }

    // Failed to receive.

    @Test
    void shouldReportFailedToReceiveAfterTheCountAndTheTokenTime() {
        final HolderDriver two = HolderDriver.installed(2);
        stuck(two, 5, 2);
        for (int visit = 1; visit <= FAIL_RECV; visit++) {
            two.nowNs += TOKEN_NS / 10;
            assertThat(stuck(two, 5, 2)).containsExactly("token to 3");
        }

        two.nowNs += TOKEN_NS / 10;
        assertThat(stuck(two, 5, 2)).containsExactly(FAILED);
    }

    @Test
    void shouldNotFailToReceiveByTheCountAlone() {
        final HolderDriver two = HolderDriver.installed(2);

        for (int visit = 0; visit < 10 * FAIL_RECV; visit++) {
            two.nowNs += 15_000;
            assertThat(stuck(two, 5, 2)).containsExactly("token to 3");
        }
    }

    @Test
    void shouldNotFailToReceiveByTheTimeAlone() {
        final HolderDriver two = HolderDriver.installed(2);

        for (int visit = 0; visit < FAIL_RECV; visit++) {
            two.nowNs += 2 * TOKEN_NS;
            assertThat(stuck(two, 5, 2)).containsExactly("token to 3");
        }
    }

    @Test
    void shouldNotFailToReceiveWhenAnotherHoldsTheAruBack() {
        final HolderDriver two = HolderDriver.installed(2);

        for (int visit = 0; visit < 3 * FAIL_RECV; visit++) {
            two.nowNs += TOKEN_NS;
            assertThat(two.visit(two.token(20).aru(5, 3), 20)).containsExactly("token to 3");
        }
    }

    @Test
    void shouldNotFailToReceiveWhileTheAruMoves() {
        final HolderDriver two = HolderDriver.installed(2);

        for (int visit = 0; visit < 3 * FAIL_RECV; visit++) {
            two.nowNs += TOKEN_NS;
            assertThat(two.visit(two.token(60).aru(visit, 2), visit + 1)).containsExactly("token to 3");
        }
    }

    /** Regression: on a ring whose aru never moved, the token time counted from the start of the clock. */
    @Test
    void shouldCountTheTokenTimeFromTheStartOfTheRingAtTheEarliest() {
        final HolderDriver two = HolderDriver.inRecovery(2);
        two.nowNs += MILLISECOND;

        for (int visit = 0; visit < 3 * FAIL_RECV; visit++) {
            two.nowNs += MILLISECOND;
            assertThat(two.visit(two.token(20).aru(0, 2).retransmitting(true), 0))
                    .doesNotContain(FAILED);
        }
    }

    /** Regression: what was taken from the send queue in the visit that found the failure was lost. */
    @Test
    void shouldSendWhatItNumberedEvenWhenItFailsToReceive() {
        final HolderDriver two = HolderDriver.installed(2);
        stuck(two, 5, 2);
        for (int visit = 1; visit <= FAIL_RECV; visit++) {
            two.nowNs += TOKEN_NS / 10;
            stuck(two, 5, 2);
        }
        two.nowNs += TOKEN_NS / 10;
        two.submit(3);

        assertThat(stuck(two, 5, 2)).containsExactly("multicast 21", "originated 21", "credit 3", FAILED);
    }

    private static List<String> stuck(final HolderDriver driver, final int aru, final int aruAddress) {
        return driver.visit(driver.token(20).aru(aru, aruAddress), aru);
    }

    // Token loss and retransmission.

    @Test
    void shouldSendTheTokenAgainUntilTheNextOneComes() {
        final HolderDriver two = HolderDriver.installed(2);
        two.visit(two.token(10));
        final OrfToken first = two.sent();

        assertThat(two.after(TokenRetransmission.SHORTEST_NS - 1)).isEmpty();
        assertThat(two.after(1)).containsExactly("token to 3");
        assertThat(two.sent()).isSameAs(first);
        assertThat(two.after(2 * TokenRetransmission.SHORTEST_NS)).containsExactly("token to 3");
        two.visit(two.token(10));
        assertThat(two.sent()).isNotSameAs(first);
        assertThat(two.after(TokenRetransmission.SHORTEST_NS - 1)).isEmpty();
    }

    @Test
    void shouldWarnOfALateTokenAndThenReportItsLossAndStop() {
        final HolderDriver two = HolderDriver.installed(2);
        two.visit(two.token(10));

        assertThat(two.after(WARNING_NS)).contains("token late by 750 ms").doesNotContain(LOST);
        assertThat(two.after(TOKEN_NS - WARNING_NS)).containsExactly(LOST);
        assertThat(two.holder.nextDeadlineNs()).isEqualTo(Deadlines.NONE);
        assertThat(two.after(TOKEN_NS)).isEmpty();
        assertThat(two.submit(3)).isEmpty();
    }

    @Test
    void shouldReportTheLossOfATokenThatNeverCame() {
        final HolderDriver two = HolderDriver.inRecovery(2);

        assertThat(two.after(TOKEN_NS)).containsExactly(LOST);
    }

    @Test
    void shouldStopAtTheSealAndPassItOn() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submit(3);

        assertThat(two.seal(ring(1, 12))).containsExactly("seal for 1.c");
        assertThat(two.visit(two.token(10))).isEmpty();
        assertThat(two.after(TOKEN_NS)).isEmpty();
    }

    // Merge detection.

    @Test
    void shouldAnnounceAnIdleRingIfRepresentative() {
        final HolderDriver one = HolderDriver.installed(1);
        final HolderDriver two = HolderDriver.installed(2);
        for (final HolderDriver driver : List.of(one, two)) {
            driver.visit(driver.token(BUSY_SEQ));
            driver.visit(driver.token(BUSY_SEQ));
        }

        assertThat(one.after(MERGE_NS)).contains("merge detect of " + RING);
        assertThat(one.after(MERGE_NS)).doesNotContain("merge detect of " + RING);
        assertThat(two.after(MERGE_NS)).doesNotContain("merge detect of " + RING);
    }

    @Test
    void shouldNotAnnounceABusyRing() {
        final HolderDriver one = HolderDriver.installed(1);
        one.visit(one.token(BUSY_SEQ));
        one.visit(one.token(BUSY_SEQ));
        one.nowNs += MERGE_NS - 1;
        one.visit(one.token(BUSY_SEQ + 1));

        assertThat(one.after(1)).isEmpty();
    }

    // Recovery.

    /** The first token: no message yet, its aru before the first, in the name of its maker. */
    @Test
    void shouldMakeTheFirstTokenWithAnAruBeforeTheFirst() {
        final HolderDriver one = HolderDriver.inRecovery(1);

        final List<String> steps = one.startToken(RING);

        assertThat(steps).containsExactly("token to 2");
        assertThat(one.sentAru()).isEqualTo("-1@1");
        assertThat(one.sent().seq()).isZero();
        assertThat(one.sent().tokenSeq()).isZero();
        assertThat(one.sent().isRetransmitting()).isFalse();
        assertThat(one.sent().retransmitRequestCount()).isZero();
    }

    @Test
    void shouldRaiseTheFlagOnTheFirstTokenWhenItHasOldFrames() {
        final HolderDriver one = HolderDriver.inRecovery(1, text("old"));

        one.startToken(RING);
        assertThat(one.sent().isRetransmitting()).isTrue();

        one.visit(one.token(0).retransmitting(true));
        assertThat(one.sent().seq()).isEqualTo(1);
        assertThat(one.sent().isRetransmitting()).isFalse();
    }

    @Test
    void shouldMakeNoTokenForAnotherAttempt() {
        final HolderDriver one = HolderDriver.inRecovery(1);

        assertThat(one.startToken(ring(1, 4))).isEmpty();
    }

    @Test
    void shouldReportTheFirstTokenOnce() {
        final HolderDriver two = HolderDriver.inRecovery(2);

        assertThat(two.visit(two.token(0))).containsExactly("first token of " + RING, "token to 3");
        assertThat(two.visit(two.token(0))).containsExactly("token to 3");
    }

    /** The token that completes recovery may bring new messages when it is back; so it leaves only after the install. */
    @Test
    void shouldKeepTheCompletingTokenUntilItsOwnInstall() {
        final HolderDriver two = HolderDriver.inRecovery(2);
        two.submit(3);
        for (int visit = 0; visit < 3; visit++) {
            assertThat(two.visit(two.token(0))).endsWith("token to 3");
        }

        assertThat(two.visit(two.token(0))).containsExactly("recovery complete on " + RING);
        assertThat(two.after(RETRANSMIT_NS)).isEmpty();
        assertThat(two.install()).containsExactly("token to 3");
        assertThat(two.sent().tokenSeq()).isEqualTo(4);
        assertThat(two.after(RETRANSMIT_NS)).containsExactly("token to 3");
    }

    /** Regression: a pause between the completing visit and the install counted as a loss, and the install failed. */
    @Test
    void shouldNotLoseTheTokenThatWaitsForTheInstall() {
        final HolderDriver two = HolderDriver.inRecovery(2);
        for (int visit = 0; visit < 4; visit++) {
            two.visit(two.token(0));
        }

        assertThat(two.after(2 * TOKEN_NS)).isEmpty();
        assertThat(two.install()).containsExactly("token to 3");
        assertThat(two.after(TOKEN_NS)).contains(LOST);
    }

    @Test
    void shouldRefuseToInstallWhatIsNotComplete() {
        final HolderDriver two = HolderDriver.inRecovery(2);
        two.visit(two.token(0));

        assertThatThrownBy(two::install).isInstanceOf(InvariantViolation.class).hasMessageContaining("1.8");
    }

    /** Application messages wait from the install until the members are synchronised. */
    @Test
    void shouldSendApplicationMessagesOnlyAfterSynchronisation() {
        final HolderDriver two = HolderDriver.inRecovery(2);
        two.submit(3);
        for (int visit = 0; visit < 4; visit++) {
            two.visit(two.token(0));
        }
        two.install();

        assertThat(two.visit(two.token(0))).containsExactly("token to 3");
        two.holder.onSynchronised(ring(1, 4), two.nowNs, new io.totemic.protocol.Effects<>());
        assertThat(two.visit(two.token(0))).containsExactly("token to 3");
        two.holder.onSynchronised(RING, two.nowNs, new io.totemic.protocol.Effects<>());
        assertThat(two.visit(two.token(0))).startsWith("multicast 1", "token to 3");
    }

    /** A new attempt starts from nothing: old frames of the failed one are not sent, its visits do not count. */
    @Test
    void shouldForgetAFailedAttempt() {
        final HolderDriver two = HolderDriver.inRecovery(2, text("stale"));
        two.visit(two.token(0).fccMessages(50).retransmitting(true));
        two.holder.onSuspend();
        two.holder.onRecover(two.plan, List.of(), two.nowNs);

        for (int visit = 0; visit < 3; visit++) {
            assertThat(two.visit(two.token(0))).endsWith("token to 3").noneMatch(step -> step.startsWith("multicast"));
        }
        assertThat(two.visit(two.token(0))).containsExactly("recovery complete on " + RING);
    }

    /** As often as the token is late by a share of the token time-out. */
    @Test
    void shouldWarnAgainWhileNoTokenComes() {
        final HolderDriver two = HolderDriver.installed(2);
        two.visit(two.token(10));

        final long shareNs = WARNING_NS / 2;
        assertThat(two.after(WARNING_NS)).contains("token late by 750 ms");
        assertThat(two.holder.deadlines.isArmed(HolderDeadline.TOKEN_WARNING)).isTrue();
        assertThat(two.after(shareNs)).contains(LOST);
        assertThat(two.holder.deadlines.isArmed(HolderDeadline.TOKEN_WARNING)).isFalse();
    }

    @Test
    void shouldTakeATokenForLostThatDoesNotComeRoundWithinTheHeartbeat() {
        final HolderDriver two = HolderDriver.installed(withHeartbeat(2, HEARTBEAT_NS));
        two.visit(two.token(10));

        assertThat(two.after(HEARTBEAT_NS - 1)).doesNotContain(LOST);
        assertThat(two.after(1)).contains(LOST);
        assertThat(two.holder.nextDeadlineNs()).isEqualTo(Deadlines.NONE);
    }

    @Test
    void shouldBeginTheHeartbeatAnewAtEachVisitButNotWhenTheTokenIsSentAgain() {
        final HolderDriver two = HolderDriver.installed(withHeartbeat(2, HEARTBEAT_NS));
        two.visit(two.token(10));
        two.after(HEARTBEAT_NS - 1);
        two.visit(two.token(11));

        assertThat(two.after(HEARTBEAT_NS - 1)).contains("token to 3").doesNotContain(LOST);
        assertThat(two.after(1)).contains(LOST);
    }

    @Test
    void shouldHaveNoHeartbeatUnlessItIsWanted() {
        final HolderDriver two = HolderDriver.installed(2);
        two.visit(two.token(10));

        assertThat(two.holder.deadlines.isArmed(HolderDeadline.HEARTBEAT)).isFalse();
    }
}
