/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import static io.totemic.membership.core.FsmDriver.RETRANSMIT_NS;
import static io.totemic.membership.core.FsmDriver.TOKEN_NS;
import static io.totemic.membership.core.FsmDriver.initialRingOf;
import static io.totemic.membership.core.FsmDriver.node;
import static io.totemic.membership.core.FsmDriver.nodes;
import static io.totemic.membership.core.FsmDriver.none;
import static io.totemic.membership.core.FsmDriver.ring;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.RingId;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.CommitToken.MemberEntry;
import io.totemic.protocol.message.Join;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** COMMIT and RECOVERY: what the commit token carries and what its two rotations mean. Source: paper section 5.2. */
class CommitTokenPaperTest {

    private static final RingId OLD = ring(1, 5);
    private static final RingId OTHER = ring(4, 5);

    /** Of the members of one old ring only those with the highest aru have all; entries before ours are corrected. */
    @Test
    void shouldLowerTheReceivedFlagOfWhoeverIsBehind() {
        final CommitToken token = token(entry(OLD, 7, true), entry(OTHER, 3, true), null);

        final CommitToken filled = CommitRound.fill(token, OLD, new SealReport(OLD, 9, 9, 8));

        assertThat(filled.entries())
                .containsExactly(entry(OLD, 7, false), entry(OTHER, 3, true), new MemberEntry(OLD, 9, 8, true));
        assertThat(filled.memberIndex()).isEqualTo(3);
    }

    /** A node that has a hole has not received all, nor has one whose aru another exceeds. */
    @Test
    void shouldWriteAnOwnEntryWithoutTheFlagWhenSomethingIsMissing() {
        final CommitToken withHole =
                CommitRound.fill(token(entry(OLD, 9, true), null), OLD, new SealReport(OLD, 9, 10, 9));
        final CommitToken behind =
                CommitRound.fill(token(entry(OLD, 9, true), null), OLD, new SealReport(OLD, 8, 8, 8));

        assertThat(withHole.entries()).containsExactly(entry(OLD, 9, true), entry(OLD, 9, false));
        assertThat(behind.entries()).containsExactly(entry(OLD, 9, true), new MemberEntry(OLD, 8, 8, false));
    }

    /** Arus are compared across the wrap of the sequence. */
    @Test
    void shouldCompareArusAcrossTheWrap() {
        final CommitToken filled =
                CommitRound.fill(token(entry(OLD, -2, true), null), OLD, new SealReport(OLD, 1, 1, 1));

        assertThat(filled.entries()).containsExactly(entry(OLD, -2, false), new MemberEntry(OLD, 1, 1, true));
        assertThat(CommitRound.sendsFromSeq(filled, nodes(1, 2), node(1))).isEqualTo(2);
        assertThat(CommitRound.sendsFromSeq(filled, nodes(1, 2), node(2))).isEqualTo(-1);
        assertThat(CommitRound.highestDelivered(filled, nodes(1, 2), new SealReport(OLD, -2, -2, -2)))
                .isEqualTo(1);
    }

    /** Transitional members: they were in our last ring and say that they come from it. Section 5.2. */
    @Test
    void shouldTakeForTransitionalWhoComesFromTheSameRing() {
        final CommitToken token = token(entry(OLD, 1, true), entry(OTHER, 1, true), entry(OLD, 1, true));

        assertThat(CommitRound.transitionalMembers(token, OLD, nodes(1, 2, 3, 4)))
                .isEqualTo(nodes(1, 3));
        assertThat(CommitRound.transitionalMembers(token, OLD, nodes(1, 2))).isEqualTo(nodes(1));
        assertThat(CommitRound.transitionalMembers(token, OLD, none())).isEqualTo(none());
    }

    /**
     * Old messages are exchanged if a transitional member lacks one: from the lowest aru among them by the first that has the highest,
     * beyond that by all. Section 5.3.
     */
    @Test
    void shouldPlanTheExchangeFromTheTransitionalMembersAlone() {
        final CommitToken token = token(entry(OLD, 6, true), entry(OTHER, 2, false), entry(OLD, 4, false));

        assertThat(CommitRound.isExchangeNeeded(token, nodes(1))).isFalse();
        assertThat(CommitRound.isExchangeNeeded(token, nodes(1, 3))).isTrue();
        assertThat(CommitRound.sendsFromSeq(token, nodes(1, 3), node(1))).isEqualTo(5);
        assertThat(CommitRound.sendsFromSeq(token, nodes(1, 3), node(3))).isEqualTo(7);
        assertThat(CommitRound.sendsFromSeq(token, nodes(2), node(2))).isEqualTo(3);
    }

    /** A node that lost its disk chooses a ring id of its former life, and that life's token comes round first. */
    @Test
    void shouldNotTakeTheCommitTokenOfAFormerLifeForItsOwn() {
        final FsmDriver driver = new FsmDriver(1);
        driver.start(0);
        driver.join(2, nodes(1, 2), none());
        driver.join(1, nodes(1, 2), none());
        driver.join(2, nodes(1, 2), none());
        final RingId attempt = driver.fsm.ringId();
        driver.ringSeqPersisted();
        driver.sealReport(attempt, 0, 0, 0);
        final MemberEntry own = driver.lastToken().entries().get(0);

        driver.commitToken(new CommitToken(
                node(2), 3, attempt, 2, nodes(1, 2), Arrays.asList(entry(OLD, 9, true), entry(OLD, 9, true))));
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.COMMIT);
        driver.commitToken(
                new CommitToken(node(2), 3, attempt, 2, nodes(1, 2), Arrays.asList(own, entry(OLD, 9, true))));
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.RECOVERY);
    }

    /** The plan of a second ring: who comes along, who joined, who left, what is to be recovered. */
    @Test
    void shouldHandThePlanToRecovery() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));
        final RingId old = driver.fsm.ringId();
        driver.join(4, nodes(4), none());
        driver.leaveOf(3, nodes(1, 2), nodes(3));
        driver.join(2, nodes(1, 2, 3, 4), nodes(3));
        driver.join(4, nodes(1, 2, 3, 4), nodes(3));
        final RingId attempt = driver.fsm.ringId();
        driver.ringSeqPersisted();
        driver.sealReport(attempt, 20, 22, 19);
        final List<MemberEntry> entries = Arrays.asList(
                driver.lastToken().entries().get(0), entry(old, 21, false), entry(initialRingOf(node(4)), 0, true));

        final List<MembershipEffect> effects =
                driver.commitToken(new CommitToken(node(4), 3, attempt, 3, nodes(1, 2, 4), entries));

        assertThat(driver.lastToken().entries().get(0)).isEqualTo(new MemberEntry(old, 20, 19, false));
        final RecoveryPlan plan =
                new RecoveryPlan(attempt, nodes(1, 2, 4), old, nodes(1, 2, 3), nodes(1, 2), true, 22, 21);
        assertThat(effects.get(1)).isEqualTo(new MembershipEffect.Recover(plan));
        assertThat(plan.joined()).isEqualTo(nodes(4));
        assertThat(plan.left()).isEqualTo(nodes(3));
        assertThat(driver.recoveryComplete(attempt))
                .containsExactly(
                        new MembershipEffect.Install(plan),
                        new MembershipEffect.StateEntered(
                                StateName.OPERATIONAL, null, attempt, nodes(4), nodes(3), none()));
        assertThat(driver.fsm.installedRingId()).isEqualTo(attempt);
    }

    /** Nobody is transitional in a node's first ring: all join, itself included. */
    @Test
    void shouldJoinItsFirstRingWithAllMembers() {
        final FsmDriver driver = new FsmDriver(2).inRecovery(nodes(1, 2, 3));

        final List<MembershipEffect> effects = driver.recoveryComplete(driver.fsm.ringId());

        assertThat(effects.get(1))
                .isEqualTo(new MembershipEffect.StateEntered(
                        StateName.OPERATIONAL, null, driver.fsm.ringId(), nodes(1, 2, 3), none(), none()));
    }

    /** Nothing that uses a ring id is sent before that id is on disk, and nothing is promised before the old ring is sealed. */
    @Test
    void shouldKeepTheCommitTokenUntilSealedAndStored() {
        final FsmDriver sealedFirst = new FsmDriver(1).inCommit(nodes(1, 2, 3));
        final FsmDriver storedFirst = new FsmDriver(1).inCommit(nodes(1, 2, 3));
        final RingId attempt = sealedFirst.fsm.ringId();
        final List<MemberEntry> entries =
                Arrays.asList(new MemberEntry(initialRingOf(node(1)), 3, 2, true), null, null);
        final MembershipEffect sent = new MembershipEffect.SendCommitToken(
                node(2), new CommitToken(node(1), 1, attempt, 1, nodes(1, 2, 3), entries));

        assertThat(sealedFirst.sealReport(attempt, 3, 3, 2)).isEmpty();
        assertThat(sealedFirst.ringSeqPersisted()).containsExactly(sent);
        assertThat(storedFirst.ringSeqPersisted()).isEmpty();
        assertThat(storedFirst.sealReport(attempt, 3, 3, 2)).containsExactly(sent);

        assertThat(storedFirst.sealReport(attempt, 3, 3, 2)).isEmpty();
        assertThat(storedFirst.ringSeqPersisted()).isEmpty();
    }

    /** The first write goes further than the first ring: the token of the next one waits for no disk. */
    @Test
    void shouldSendTheCommitTokenOfALaterRingWithoutAWrite() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));
        driver.tokenLost(driver.fsm.ringId());

        driver.inCommit(nodes(1, 2, 3));

        assertThat(driver.sealReport(driver.fsm.ringId(), 0, 0, 0))
                .containsExactly(new MembershipEffect.SendCommitToken(node(2), driver.lastToken()));
    }

    /** A JOIN tells of a ring that is far ahead: what the commit token will need is written while the others agree. */
    @Test
    void shouldStoreWhatAJoinTellsBeforeTheCommitTokenNeedsIt() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));

        assertThat(driver.join(4, nodes(4), none(), 100_000))
                .contains(new MembershipEffect.PersistRingSeq(100_004 + RingSeqReservation.AHEAD));
        assertThat(driver.join(5, nodes(5), none(), 200_000))
                .as("one write at a time")
                .doesNotHaveAnyElementsOfTypes(MembershipEffect.PersistRingSeq.class);
        assertThat(driver.ringSeqPersisted())
                .containsExactly(new MembershipEffect.PersistRingSeq(200_004 + RingSeqReservation.AHEAD));
        assertThat(driver.ringSeqPersisted()).isEmpty();
    }

    /** Answers that belong to an attempt given up in the meantime prepare nothing. */
    @Test
    void shouldIgnoreAnswersToAnotherAttempt() {
        final FsmDriver driver = new FsmDriver(1).inCommit(nodes(1, 2, 3));
        final RingId first = driver.fsm.ringId();
        driver.after(TOKEN_NS);
        driver.inCommit(nodes(1, 2, 3));
        final RingId second = driver.fsm.ringId();

        assertThat(second).isEqualTo(ring(1, first.seq() + 4));
        assertThat(driver.sealReport(first, 0, 0, 0)).isEmpty();
        assertThat(driver.ringSeqPersisted()).isEmpty();
        assertThat(driver.sealReport(second, 0, 0, 0)).hasSize(1);
    }

    /** The attempt's time runs from its beginning, so a disk that does not answer costs one token time-out. */
    @Test
    void shouldGiveUpAnAttemptThatIsNeverPrepared() {
        final FsmDriver driver = new FsmDriver(1).inCommit(nodes(1, 2, 3));

        assertThat(driver.after(RETRANSMIT_NS)).isEmpty();
        driver.after(TOKEN_NS - RETRANSMIT_NS);

        assertThat(driver.fsm.stateName()).isEqualTo(StateName.GATHER);
    }

    /** The same bytes are sent again until the token moves on. */
    @Test
    void shouldSendTheSameCommitTokenAgain() {
        final FsmDriver driver = new FsmDriver(2).inPreparedCommit(nodes(1, 2, 3));
        final CommitToken first = driver.lastToken();

        assertThat(driver.after(RETRANSMIT_NS)).containsExactly(new MembershipEffect.SendCommitToken(node(3), first));
        final List<MembershipEffect> entered = driver.commitToken(driver.firstRotationEnd());
        final CommitToken second = driver.lastToken();

        assertThat(entered.get(2)).isEqualTo(new MembershipEffect.SendCommitToken(node(3), second));
        assertThat(driver.after(RETRANSMIT_NS)).containsExactly(new MembershipEffect.SendCommitToken(node(3), second));
        driver.firstToken(driver.fsm.ringId());
        assertThat(driver.after(RETRANSMIT_NS)).isEmpty();
    }

    /** A token that is not yet full ends no rotation: the retransmission of a first-rotation hop is dropped. */
    @Test
    void shouldNotEnterRecoveryOnATokenOfTheFirstRotation() {
        final FsmDriver driver = new FsmDriver(2).inPreparedCommit(nodes(1, 2, 3));
        final CommitToken own = driver.lastToken();

        assertThat(driver.commitToken(own)).isEmpty();
        final CommitToken leftOut = new CommitToken(node(1), 4, own.ringId(), 3, own.members(), own.entries());
        assertThat(driver.commitToken(leftOut)).isEmpty();
    }

    /** The last hop of the first rotation, sent again, must not pass for the end of the second. */
    @Test
    void shouldNotStartTheTokenOnARetransmissionOfTheFirstRotation() {
        final FsmDriver driver = new FsmDriver(1).inPreparedCommit(nodes(1, 2, 3));
        final CommitToken firstRotationEnd = driver.firstRotationEnd();
        driver.commitToken(firstRotationEnd);

        assertThat(driver.commitToken(firstRotationEnd)).isEmpty();
        final CommitToken secondRotationEnd = FsmDriver.hops(driver.lastToken(), 2);
        assertThat(driver.commitToken(secondRotationEnd))
                .containsExactly(new MembershipEffect.StartToken(driver.fsm.ringId()));
        assertThat(driver.commitToken(secondRotationEnd)).isEmpty();
        assertThat(driver.after(RETRANSMIT_NS)).isEmpty();
    }

    /** A ring of one: its commit token goes to itself, twice. */
    @Test
    void shouldFormARingOfOne() {
        final FsmDriver driver = new FsmDriver(1);
        driver.start(0);
        driver.join(1, nodes(1), none());
        final RingId attempt = driver.fsm.ringId();
        driver.ringSeqPersisted();
        assertThat(driver.sealReport(attempt, 0, 0, 0))
                .containsExactly(new MembershipEffect.SendCommitToken(node(1), driver.lastToken()));
        driver.commitToken(driver.lastToken());
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.RECOVERY);

        assertThat(driver.commitToken(driver.lastToken())).containsExactly(new MembershipEffect.StartToken(attempt));
        driver.firstToken(attempt);
        driver.recoveryComplete(attempt);

        assertThat(attempt).isEqualTo(ring(1, 5));
        assertThat(driver.fsm.installedMembers()).isEqualTo(nodes(1));
    }

    /** Two representatives of equal knowledge choose equal sequences; the whole ring id tells their tokens apart. */
    @Test
    void shouldNotConfuseTwoRepresentativesWithEqualSeq() {
        final FsmDriver driver = new FsmDriver(2).inPreparedCommit(nodes(1, 2, 3));
        final CommitToken ours = driver.firstRotationEnd();
        final RingId twin = ring(3, ours.ringId().seq());

        final CommitToken theirs =
                new CommitToken(ours.sender(), ours.tokenSeq(), twin, 3, ours.members(), ours.entries());
        assertThat(driver.commitToken(theirs)).isEmpty();
        assertThat(driver.tokenLost(twin)).isEmpty();

        driver.commitToken(ours);
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.RECOVERY);
        assertThat(driver.recoveryComplete(twin)).isEmpty();
    }

    /** In GATHER a commit token counts only if it names our candidates, is younger, and comes when it is our turn. */
    @Test
    void shouldAcceptOnlyTheCommitTokenItAgreedTo() {
        final FsmDriver driver = new FsmDriver(2).inGather(nodes(1, 2, 3));
        final CommitToken agreed = driver.filledByOthers(CommitToken.create(node(1), 5, nodes(1, 2, 3)), 1);
        driver.join(3, nodes(1, 2, 3), none());

        assertThat(driver.commitToken(CommitToken.create(node(1), 5, nodes(1, 3))))
                .isEmpty();
        assertThat(driver.commitToken(driver.filledByOthers(CommitToken.create(node(1), 5, nodes(1, 2)), 1)))
                .isEmpty();
        assertThat(driver.commitToken(driver.filledByOthers(CommitToken.create(node(1), 1, nodes(1, 2, 3)), 1)))
                .isEmpty();
        assertThat(driver.commitToken(CommitToken.create(node(1), 5, nodes(1, 2, 3))))
                .isEmpty();
        assertThat(driver.commitToken(driver.filledByOthers(agreed, 2))).isEmpty();
        assertThat(driver.commitToken(driver.filledByOthers(CommitToken.create(node(3), 5, nodes(1, 2, 3)), 1)))
                .isEmpty();

        assertThat(driver.commitToken(agreed))
                .containsExactly(
                        new MembershipEffect.StateEntered(StateName.COMMIT, null, ring(1, 5), none(), none(), none()),
                        new MembershipEffect.Seal(ring(1, 5)));
    }

    /** Differs from the paper: who does not hear a member takes no part. The token waits for the member's JOIN. */
    @Test
    void shouldWaitWithTheCommitTokenUntilEachMemberIsHeard() {
        final FsmDriver driver = new FsmDriver(2).inGather(nodes(1, 2, 3));
        final CommitToken agreed = driver.filledByOthers(CommitToken.create(node(1), 5, nodes(1, 2, 3)), 1);

        assertThat(driver.commitToken(agreed)).isEmpty();
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.GATHER);

        driver.join(3, nodes(1, 2, 3), none());
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.COMMIT);
    }

    /** And if no JOIN comes, the silent member is excluded, though the representative hears it. */
    @Test
    void shouldExcludeAMemberOfTheAgreedRingThatIsNotHeard() {
        final FsmDriver driver = new FsmDriver(2).inGather(nodes(1, 2, 3));
        driver.commitToken(driver.filledByOthers(CommitToken.create(node(1), 5, nodes(1, 2, 3)), 1));

        assertThat(driver.after(FsmDriver.CONSENSUS_NS))
                .contains(new MembershipEffect.SendJoin(new Join(node(2), nodes(1, 2, 3), nodes(3), 1, false)));
    }

    private static MemberEntry entry(final RingId old, final int aru, final boolean isAllReceived) {
        return new MemberEntry(old, aru, aru, isAllReceived);
    }

    /** A token of nodes 1, 2, ... with these entries, at the first one that is not filled. */
    private static CommitToken token(final MemberEntry... entries) {
        final int[] ids = new int[entries.length];
        Arrays.setAll(ids, i -> i + 1);
        final List<MemberEntry> list = Arrays.asList(entries);
        final int index = list.contains(null) ? list.indexOf(null) : list.size();
        return new CommitToken(node(1), 0, ring(1, 9), index, nodes(ids), list);
    }
}
