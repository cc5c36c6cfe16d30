/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import static io.totemic.membership.core.FsmDriver.CONSENSUS_NS;
import static io.totemic.membership.core.FsmDriver.JOIN_NS;
import static io.totemic.membership.core.FsmDriver.TOKEN_NS;
import static io.totemic.membership.core.FsmDriver.node;
import static io.totemic.membership.core.FsmDriver.nodes;
import static io.totemic.membership.core.FsmDriver.none;
import static io.totemic.membership.core.FsmDriver.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.Deadlines;
import io.totemic.protocol.InvariantViolation;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;
import java.util.List;
import org.junit.jupiter.api.Test;

/** GATHER: who is a candidate, who is excluded, and when all agree. Source: paper section 5.1. */
class ConsensusPaperTest {

    /** A node that starts knows only itself and says so; its ring seq is one above the stored one. Differs from the paper. */
    @Test
    void shouldStartAloneWithTheStoredRingSeqPlusOne() {
        final FsmDriver driver = new FsmDriver(1);

        final List<MembershipEffect> effects = driver.start(7);

        assertThat(effects)
                .containsExactly(
                        new MembershipEffect.Suspend(),
                        new MembershipEffect.StateEntered(
                                StateName.GATHER, GatherReason.INTERFACE_CHANGE, ring(1, 8), none(), none(), none()),
                        new MembershipEffect.SendJoin(new Join(node(1), nodes(1), none(), 8, false)),
                        new MembershipEffect.PersistRingSeq(12 + RingSeqReservation.AHEAD));
        assertThatThrownBy(() -> driver.start(7)).isInstanceOf(InvariantViolation.class);
    }

    /** JOIN is repeated until there is agreement, less and less often. Section 5.1. */
    @Test
    void shouldRepeatJoinUnchanged() {
        final FsmDriver driver = new FsmDriver(1);
        final List<MembershipEffect> started = driver.start(0);

        final List<MembershipEffect> repeated = driver.after(JOIN_NS);

        assertThat(repeated).containsExactly(started.get(2));
        assertThat(driver.after(JOIN_NS)).isEmpty();
        assertThat(driver.after(JOIN_NS)).isEqualTo(repeated);
        for (int i = 0; i < 2; i++) {
            assertThat(driver.after(4 * JOIN_NS - 1)).isEmpty();
            assertThat(driver.after(1)).isEqualTo(repeated);
        }
    }

    /** What is new is said at once, and again after {@code join}. */
    @Test
    void shouldRepeatANewJoinSoon() {
        final FsmDriver driver = new FsmDriver(1);
        driver.start(0);
        driver.after(4 * JOIN_NS);

        final MembershipEffect said = driver.join(2, nodes(1, 2), none()).get(2);

        assertThat(driver.after(JOIN_NS)).containsExactly(said);
    }

    /** Consensus: every candidate has sent a JOIN with the very sets of this node; a set that says less does not count. */
    @Test
    void shouldCommitWhenAllCandidatesHaveSentEqualSets() {
        final FsmDriver driver = new FsmDriver(1);
        driver.start(0);
        driver.join(2, nodes(1, 2, 3), none());

        assertThat(driver.join(3, nodes(2, 3), none())).isEmpty();
        driver.join(3, nodes(1, 2, 3), none());

        assertThat(driver.fsm.stateName()).isEqualTo(StateName.COMMIT);
    }

    /**
     * Whoever is first to exclude a silent node has said all that the representative holds then. Differs from Corosync, where it agrees
     * only when it repeats its JOIN.
     */
    @Test
    void shouldCommitWithTheJoinThatCompletesTheSets() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));
        driver.tokenLost(driver.fsm.ringId());

        final List<MembershipEffect> effects = driver.join(3, nodes(1, 2, 3), nodes(2));

        assertThat(sentJoin(effects).failedList()).isEqualTo(nodes(2));
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.COMMIT);
    }

    /** What adds something and says less than we hold is no agreement. */
    @Test
    void shouldNotCommitWithAJoinThatLacksSomething() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));
        driver.tokenLost(driver.fsm.ringId());

        driver.join(3, nodes(1, 3), nodes(2));

        assertThat(driver.fsm.stateName()).isEqualTo(StateName.GATHER);
    }

    /** Whoever is not the representative waits for the commit token. Section 5.1. */
    @Test
    void shouldWaitForTheRepresentativeWhenAgreed() {
        final FsmDriver driver = new FsmDriver(2).inGather(nodes(1, 2, 3));

        assertThat(driver.join(3, nodes(1, 2, 3), none())).isEmpty();
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.GATHER);
    }

    /** A new node in somebody's proc list begins the agreement anew: all consensus so far is void. Section 5.1. */
    @Test
    void shouldBeginAnewWhenSetsGrow() {
        final FsmDriver driver = new FsmDriver(1).inGather(nodes(1, 2, 3));

        driver.join(3, nodes(1, 2, 3, 4), none());
        driver.join(3, nodes(1, 2, 3, 4), none());
        driver.join(4, nodes(1, 2, 3, 4), none());

        assertThat(driver.fsm.stateName()).isEqualTo(StateName.GATHER);
        driver.join(2, nodes(1, 2, 3, 4), none());
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.COMMIT);
    }

    /** After the consensus time-out whoever has not agreed is excluded. Section 5.1. */
    @Test
    void shouldExcludeTheSilentAfterTheConsensusTimeout() {
        final FsmDriver driver = new FsmDriver(1).inGather(nodes(1, 2, 3));

        final List<MembershipEffect> effects = driver.after(CONSENSUS_NS);

        assertThat(sentJoin(effects)).isEqualTo(new Join(node(1), nodes(1, 2, 3), nodes(3), 1, false));
        driver.join(2, nodes(1, 2, 3), nodes(3));
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.COMMIT);
    }

    /** Whoever is excluded cannot talk its way back while this agreement lasts. Section 5.1. */
    @Test
    void shouldNotListenToTheExcluded() {
        final FsmDriver driver = new FsmDriver(1).inGather(nodes(1, 2, 3));
        driver.after(CONSENSUS_NS);

        assertThat(driver.join(3, nodes(1, 2, 3, 4), none())).isEmpty();
    }

    /** A representative that agreed but sends no commit token and no JOIN is excluded in the end. Section 5.1. */
    @Test
    void shouldExcludeARepresentativeThatDoesNotAct() {
        final FsmDriver driver = new FsmDriver(2).inGather(nodes(1, 2, 3));
        driver.join(3, nodes(1, 2, 3), none());
        assertThat(driver.after(CONSENSUS_NS)).isEmpty();
        driver.join(3, nodes(1, 2, 3), none());

        final List<MembershipEffect> effects = driver.after(TOKEN_NS);

        assertThat(sentJoin(effects)).isEqualTo(new Join(node(2), nodes(1, 2, 3), nodes(1), 1, false));
    }

    /** Tit for tat: whoever excludes this node is excluded by it, and nothing else of its failed list is taken. */
    @Test
    void shouldExcludeWhoExcludesUs() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));
        driver.tokenLost(driver.fsm.ringId());

        final List<MembershipEffect> effects = driver.join(2, nodes(1, 2, 3), nodes(1, 3));

        assertThat(sentJoin(effects).failedList()).isEqualTo(nodes(2));
    }

    /** Of a member of the last ring this node believes whom it excludes. Section 5.1. */
    @Test
    void shouldBelieveAMembersFailedList() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));
        driver.tokenLost(driver.fsm.ringId());

        final List<MembershipEffect> effects = driver.join(2, nodes(1, 2, 3), nodes(3));

        assertThat(sentJoin(effects).failedList()).isEqualTo(nodes(3));
    }

    /** Of a stranger only the proc list is taken. */
    @Test
    void shouldIgnoreAStrangersFailedList() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));

        final List<MembershipEffect> effects = driver.join(4, nodes(4, 5), nodes(3));

        assertThat(sentJoin(effects))
                .isEqualTo(new Join(
                        node(1),
                        nodes(1, 2, 3, 4, 5),
                        none(),
                        driver.fsm.ringId().seq(),
                        false));
    }

    /**
     * Regression of a storm found by the simulator: a stranger whose JOIN differs from ours only in a failed list that we do not
     * believe is not answered, or it would answer our answer.
     */
    @Test
    void shouldNotAnswerAStrangersJoinThatAddsNothing() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));
        driver.join(4, nodes(1, 2, 3, 4), none());

        final List<MembershipEffect> effects = driver.join(4, nodes(1, 2, 3, 4), nodes(2));

        assertThat(effects).isEmpty();
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.GATHER);
    }

    /** A stranger that leaves is believed about itself: nobody waits for it. */
    @Test
    void shouldExcludeAStrangerThatLeaves() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));
        driver.join(4, nodes(1, 2, 3, 4), none());

        final List<MembershipEffect> effects = driver.leaveOf(4, nodes(1, 2, 3), nodes(4));

        assertThat(sentJoin(effects).failedList()).isEqualTo(nodes(4));
    }

    /** A LEAVE excludes the leaver, and it is reported as left but not as failed. */
    @Test
    void shouldExcludeALeaverWithoutCallingItFailed() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));

        final List<MembershipEffect> effects = driver.leaveOf(3, nodes(1, 2), nodes(3));

        assertThat(sentJoin(effects).failedList()).isEqualTo(nodes(3));
        driver.join(2, nodes(1, 2, 3), nodes(3));
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.COMMIT);
        driver.ringSeqPersisted();
        driver.sealReport(driver.fsm.ringId(), 0, 0, 0);
        driver.commitToken(driver.firstRotationEnd());
        assertThat(driver.recoveryComplete(driver.fsm.ringId()).get(1))
                .isEqualTo(new MembershipEffect.StateEntered(
                        StateName.OPERATIONAL, null, driver.fsm.ringId(), none(), nodes(3), none()));
    }

    /** A LEAVE never counts as its sender's agreement, whatever its sets. */
    @Test
    void shouldNotCountALeaveAsConsensus() {
        final FsmDriver driver = new FsmDriver(1).inGather(nodes(1, 2, 3));

        assertThat(driver.leaveOf(3, nodes(1, 2, 3), none())).isEmpty();
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.GATHER);
    }

    /** Differs from Corosync: a node outside the nodelist is refused, and so is its name in the lists of others. */
    @Test
    void shouldKeepNodesOutsideTheNodelistOut() {
        final FsmDriver driver = new FsmDriver(1);
        driver.start(0);
        assertThat(driver.join(9, nodes(1, 9), none(), 1_000)).isEmpty();

        final List<MembershipEffect> effects = driver.join(2, nodes(1, 2, 9), nodes(9));

        assertThat(sentJoin(effects)).isEqualTo(new Join(node(1), nodes(1, 2), none(), 1, false));
        driver.join(2, nodes(1, 2), none());
        assertThat(driver.fsm.ringId()).isEqualTo(ring(1, 5));
    }

    /** A member that still sends frames of the ring before this one is late, not foreign. Differs from Corosync. */
    @Test
    void shouldNotTakeAMembersOlderRingForForeign() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));
        final long seq = driver.fsm.ringId().seq();

        assertThat(driver.foreignMessage(2, ring(2, seq - 1))).isEmpty();
        assertThat(driver.mergeDetect(2, ring(2, seq - 1))).isEmpty();
        assertThat(driver.foreignMessage(2, ring(2, seq + 1))).isNotEmpty();
    }

    /** Whoever failed to receive excludes itself; when the others agree to that it stands alone. */
    @Test
    void shouldStandAloneAfterFailingToReceive() {
        final FsmDriver driver = new FsmDriver(2).inOperational(nodes(1, 2, 3));
        final long seq = driver.fsm.ringId().seq();

        final List<MembershipEffect> effects = driver.failedToReceive(driver.fsm.ringId());
        assertThat(sentJoin(effects)).isEqualTo(new Join(node(2), nodes(1, 2, 3), nodes(2), seq, false));
        assertThat(driver.join(2, nodes(1, 2, 3), nodes(2))).isEmpty();
        assertThat(driver.join(1, nodes(1, 2, 3), nodes(2))).isEmpty();
        final List<MembershipEffect> agreed = driver.join(3, nodes(1, 2, 3), nodes(2));

        assertThat(driver.fsm.ringId()).isEqualTo(ring(2, seq + 4));
        assertThat(agreed).contains(new MembershipEffect.Seal(ring(2, seq + 4)));
        driver.ringSeqPersisted();
        driver.sealReport(driver.fsm.ringId(), 0, 0, 0);
        assertThat(driver.lastToken().members()).isEqualTo(nodes(2));
    }

    /** It stands alone as well when the others have fallen silent. */
    @Test
    void shouldStandAloneWhenNobodyAnswersItsFailure() {
        final FsmDriver driver = new FsmDriver(2).inOperational(nodes(1, 2, 3));
        driver.failedToReceive(driver.fsm.ringId());

        final List<MembershipEffect> effects = driver.after(CONSENSUS_NS);
        final Join own = sentJoin(effects);
        driver.join(2, own.procList(), own.failedList());

        assertThat(own.failedList()).isEqualTo(nodes(1, 2, 3));
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.COMMIT);
    }

    /**
     * Our own JOIN can come back late, from before this node stood alone. It tells us nothing new; were it merged, this node
     * would exclude itself and form no ring any more.
     */
    @Test
    void shouldNotExcludeItselfByItsOwnLateJoin() {
        final FsmDriver driver = new FsmDriver(2).inOperational(nodes(1, 2, 3));
        final long oldSeq = driver.fsm.ringId().seq();
        driver.failedToReceive(driver.fsm.ringId());
        driver.join(1, nodes(1, 2, 3), nodes(2));
        driver.join(3, nodes(1, 2, 3), nodes(2));
        driver.after(TOKEN_NS);
        assertThat(driver.fsm.stateName()).isEqualTo(StateName.GATHER);

        assertThat(driver.join(2, nodes(1, 2, 3), nodes(2), oldSeq)).isEmpty();
        driver.join(2, nodes(2), none());

        assertThat(driver.fsm.stateName()).isEqualTo(StateName.COMMIT);
    }

    /** The new ring's seq is 4 above the highest heard in any JOIN, of dropped ones as well. Differs from the paper. */
    @Test
    void shouldChooseARingSeqAboveTheHighestHeard() {
        final FsmDriver driver = new FsmDriver(1).inGather(nodes(1, 2, 3));
        driver.join(2, nodes(2), none(), 100);

        driver.join(3, nodes(1, 2, 3), none(), 50);

        assertThat(driver.fsm.ringId()).isEqualTo(ring(1, 104));
    }

    /** What comes from the network stops no node: a ring seq above which there is no room is refused. */
    @Test
    void shouldRefuseRingSeqsThatLeaveNoRoom() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));
        driver.tokenLost(ring(1, 5));

        assertThat(driver.join(2, nodes(1, 2, 3), none(), -1)).isEmpty();
        driver.join(2, nodes(1, 2, 3), none());
        driver.join(3, nodes(1, 2, 3), none());

        assertThat(driver.fsm.ringId()).isEqualTo(ring(1, 9));
        final FsmDriver member = new FsmDriver(2).inGather(nodes(1, 2, 3));
        final CommitToken last = CommitToken.create(node(1), -1, nodes(1, 2, 3));
        assertThat(member.commitToken(member.filledByOthers(last, 1))).isEmpty();
    }

    /** A JOIN in COMMIT counts only from a member of the attempt, and not if it is older than the attempt. */
    @Test
    void shouldCallOffAnAttemptOnlyForAMembersNewJoin() {
        final FsmDriver driver = new FsmDriver(1).inPreparedCommit(nodes(1, 2, 3));
        final long seq = driver.fsm.ringId().seq();

        assertThat(driver.join(4, nodes(4), none(), seq)).isEmpty();
        assertThat(driver.join(3, nodes(1, 2, 3), none(), seq - 1)).isEmpty();

        assertThat(sentJoin(driver.join(3, nodes(1, 2, 3, 4), none(), seq)).procList())
                .isEqualTo(nodes(1, 2, 3, 4));
    }

    /** Who leaves says so once, stops, and hears nothing any more. */
    @Test
    void shouldAnnounceThatItLeaves() {
        final FsmDriver driver = new FsmDriver(1).inOperational(nodes(1, 2, 3));

        final List<MembershipEffect> effects = driver.leave();

        assertThat(effects)
                .containsExactly(
                        new MembershipEffect.Suspend(),
                        new MembershipEffect.SendJoin(new Join(
                                node(1),
                                nodes(2, 3),
                                nodes(1),
                                driver.fsm.ringId().seq(),
                                true)));
        assertThat(driver.leave()).isEmpty();
        assertThat(driver.fsm.nextDeadlineNs()).isEqualTo(Deadlines.NONE);
    }

    /** A node that is told to leave before it starts does not start any more. */
    @Test
    void shouldNotStartAfterLeaving() {
        final FsmDriver driver = new FsmDriver(1);

        assertThat(driver.leave()).isEmpty();
        assertThat(driver.start(0)).isEmpty();
        assertThat(driver.fsm.nextDeadlineNs()).isEqualTo(Deadlines.NONE);
    }

    /** Nothing is heard before the start. */
    @Test
    void shouldDropEverythingBeforeTheStart() {
        final FsmDriver driver = new FsmDriver(1);

        assertThat(driver.join(2, nodes(1, 2), none(), 5)).isEmpty();
        assertThat(driver.foreignMessage(2, ring(2, 5))).isEmpty();
        assertThat(driver.after(TOKEN_NS)).isEmpty();
        assertThat(driver.fsm.stateName()).isNull();
    }

    @Test
    void shouldRefuseSettingsWithoutOurselves() {
        final NodeSet others = nodes(2, 3);
        assertThatThrownBy(() -> new MembershipSettings(node(1), others, 1, 1, 1, 0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("node 1 is not in the nodelist 2 3");
    }

    private static Join sentJoin(final List<MembershipEffect> effects) {
        return effects.stream()
                .filter(effect -> effect instanceof MembershipEffect.SendJoin)
                .map(effect -> ((MembershipEffect.SendJoin) effect).join())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** Whatever sequence a JOIN names, the next ring is younger than ours: a frame from outside breaks no invariant. */
    @Test
    void shouldFormAYoungerRingWhateverSequenceAJoinNames() {
        for (final long ours : new long[] {0, 5, Long.MAX_VALUE - 3, Long.MIN_VALUE, -7}) {
            for (final long theirs : new long[] {0, 7, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, 3L << 62, -1}) {
                final FsmDriver driver = new FsmDriver(1);
                driver.start(ours);
                final long before = driver.fsm.ringId().seq();
                driver.join(2, nodes(1, 2), none(), theirs);

                assertThat(driver.fsm.stateName()).isEqualTo(StateName.COMMIT);
                assertThat(driver.fsm.ringId().isYoungerThan(before))
                        .as("%x beside %x", ours, theirs)
                        .isTrue();
            }
        }
    }

    /** With send_join each JOIN waits for a part of it; here for a half. */
    @Test
    void shouldDelayEachJoinByARandomPartOfSendJoin() {
        final FsmDriver driver = new FsmDriver(1, 40_000_000);
        assertThat(driver.start(0)).noneMatch(effect -> effect instanceof MembershipEffect.SendJoin);

        assertThat(driver.after(20_000_000)).anyMatch(effect -> effect instanceof MembershipEffect.SendJoin);
        assertThat(driver.after(FsmDriver.JOIN_NS)).isEmpty();
        assertThat(driver.after(20_000_000)).anyMatch(effect -> effect instanceof MembershipEffect.SendJoin);
    }
}
