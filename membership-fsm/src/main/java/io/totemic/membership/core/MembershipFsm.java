/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.Deadlines;
import io.totemic.protocol.Effects;
import io.totemic.protocol.Invariants;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Hearing;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * The membership protocol of one node: agrees with the others who forms the next ring.
 *
 * <pre>
 * input              OPERATIONAL            GATHER                       COMMIT                     RECOVERY
 * JOIN, stale        dropped                as any JOIN                  dropped; with something    dropped
 *                                                                        new GATHER 13
 * JOIN, excluding us dropped                as any JOIN                  as any JOIN                as any JOIN
 * JOIN               merge; GATHER 11, 12   equal: consensus, perhaps    from a member, not older:  the same,
 *                                           COMMIT; new: merge,          merge; GATHER 13           GATHER 14
 *                                           GATHER 11, perhaps COMMIT
 * foreign message    add; GATHER 7          unknown: add; GATHER 8       dropped                    dropped
 * merge detect       add; GATHER 9          unknown: add; GATHER 10      dropped                    dropped
 * commit token       dropped                our candidates, our turn:    second rotation: RECOVERY  representative:
 *                                           COMMIT                                                  start token
 * token lost         GATHER 2               dropped                      dropped                    GATHER 5
 * failed to receive  GATHER 6               dropped                      dropped                    GATHER 6
 * seal report,       dropped                dropped                      both there: commit token   dropped
 *   ring seq on disk                                                     leaves
 * recovery complete  dropped                dropped                      dropped                    OPERATIONAL
 * JOIN deadline      -                      JOIN again                   JOIN again                 -
 * consensus          -                      agreed: await commit token;  -                          -
 *                                           else exclude, GATHER 0
 * commit token loss  -                      exclude; GATHER 3            GATHER 4                   -
 * commit token       -                      -                            send again                 send again
 *   retransmit
 * send JOIN          -                      JOIN                         -                          -
 * hearing            tell whom we hear;     -                            -                          -
 *                    agreed partner: add
 *                    its members, GATHER 9
 * </pre>
 *
 * <p>A JOIN, foreign message or merge detect of a node that is held off ({@link Connectivity}) is dropped in OPERATIONAL, and in
 * GATHER unless the node is a candidate. In GATHER a commit token waits until all its members were heard.
 *
 * <p>Not thread-safe; called only by the membership actor. Source: paper section 5.
 */
public final class MembershipFsm {

    /** How far a new ring's sequence is above the highest known. */
    static final int RING_SEQ_STEP = 4;

    private final MembershipSettings settings;
    private final LongUnaryOperator random;
    private final Deadlines<MembershipDeadline> deadlines = new Deadlines<>(MembershipDeadline.class);
    private final Connectivity connectivity;
    private final RingSeqReservation reservation = new RingSeqReservation();

    private MembershipState state;
    private RingId ringId;
    private RingId installedRingId;
    private NodeSet installedMembers = NodeSet.EMPTY;
    private long highestRingSeq;
    private ProcessSets sets;
    private NodeSet leavers = NodeSet.EMPTY;
    private Join lastJoin;
    private long joinPauseNs;
    private boolean hasFailedToReceive;
    private boolean hasLeft;

    /**
     * A node that has not started yet.
     *
     * @param random answers a number from 0 to below its argument
     */
    public MembershipFsm(final MembershipSettings settings, final LongUnaryOperator random) {
        this.settings = settings;
        this.random = random;
        connectivity = new Connectivity(settings);
        sets = new ProcessSets(NodeSet.of(settings.self()), NodeSet.EMPTY);
    }

    /**
     * Begins; enters GATHER. Does nothing if this node has already left.
     *
     * @param storedRingSeq the sequence read from disk, 0 if there was none. It is raised by one, so that a node that comes
     *     back cannot take part in a former ring.
     */
    public void start(final long storedRingSeq, final long nowNs, final Effects<MembershipEffect> out) {
        Invariants.check(state == null, "the membership protocol is started once");
        if (hasLeft) {
            return;
        }
        highestRingSeq = storedRingSeq + 1;
        ringId = new RingId(settings.self(), highestRingSeq);
        installedRingId = ringId;
        reservation.begin(storedRingSeq);
        enterGather(GatherReason.INTERFACE_CHANGE, nowNs, out);
        reservation.reserve(nextRingSeq(), out);
    }

    /** A JOIN or LEAVE, our own included. */
    public void onJoin(final Join join, final long nowNs, final Effects<MembershipEffect> out) {
        if (!isListening() || !settings.configured().contains(join.sender())) {
            return;
        }
        connectivity.heard(join.sender(), nowNs);
        highestRingSeq = RingId.youngerSeq(highestRingSeq, join.ringSeq());
        if (join.isLeave()) {
            if (join.sender().equals(self())) {
                return;
            }
            leavers = leavers.plus(join.sender());
            connectivity.left(join.sender());
        }
        state.onJoin(onlyConfigured(join), nowNs, out);
        reservation.reserve(nextRingSeq(), out);
    }

    /** A data frame of a ring that is neither ours nor the one before it. */
    public void onForeignMessage(
            final NodeId from, final RingId foreign, final long nowNs, final Effects<MembershipEffect> out) {
        if (isListening() && isForeign(from, foreign)) {
            connectivity.shown(from, nowNs);
            state.onForeignMessage(from, nowNs, out);
        }
    }

    /** Another ring says that it exists. */
    public void onMergeDetect(final MergeDetect message, final long nowNs, final Effects<MembershipEffect> out) {
        if (!isListening()) {
            return;
        }
        connectivity.told(message, nowNs);
        if (isForeign(message.sender(), message.ringId())) {
            state.onMergeDetect(message.sender(), nowNs, out);
        }
        tellHearingSoon(nowNs);
    }

    /** The commit token, from the previous member or from ourselves. */
    public void onCommitToken(final CommitToken token, final long nowNs, final Effects<MembershipEffect> out) {
        if (isListening() && token.members().contains(self())) {
            state.onCommitToken(token, nowNs, out);
        }
    }

    /** The holder has seen no token of {@code lost} for the token time-out. */
    public void onTokenLost(final RingId lost, final long nowNs, final Effects<MembershipEffect> out) {
        if (isListening() && lost.equals(ringId)) {
            state.onTokenLost(nowNs, out);
        }
    }

    /** The holder finds that this node holds back the aru of {@code ring} for good. */
    public void onFailedToReceive(final RingId ring, final long nowNs, final Effects<MembershipEffect> out) {
        if (isListening() && ring.equals(ringId)) {
            state.onFailedToReceive(nowNs, out);
        }
    }

    /** The old ring is frozen, and this is what we have of it. */
    public void onSealReport(final SealReport report, final long nowNs, final Effects<MembershipEffect> out) {
        if (isListening()) {
            state.onSealReport(report, nowNs, out);
        }
    }

    /** {@code seq} is on disk. */
    public void onRingSeqPersisted(final long seq, final long nowNs, final Effects<MembershipEffect> out) {
        if (isListening()) {
            reservation.persisted(seq);
            state.onRingSeqPersisted(nowNs, out);
            reservation.reserve(nextRingSeq(), out);
        }
    }

    /** The first ORF token of {@code ring} was accepted: nobody needs our commit token any more. */
    public void onFirstToken(final RingId ring) {
        if (isListening() && ring.equals(ringId)) {
            state.onFirstToken();
        }
    }

    /** All members of {@code ring} have all that can be had of their old rings. */
    public void onRecoveryComplete(final RingId ring, final long nowNs, final Effects<MembershipEffect> out) {
        if (isListening() && ring.equals(ringId)) {
            state.onRecoveryComplete(nowNs, out);
        }
    }

    /** The next deadline that is due at {@code nowNs}, to be given to {@link #onDeadline}; null if none is. */
    public MembershipDeadline pollDeadline(final long nowNs) {
        return isListening() ? deadlines.pollExpired(nowNs) : null;
    }

    /** A deadline that was polled at {@code nowNs}. */
    public void onDeadline(final MembershipDeadline deadline, final long nowNs, final Effects<MembershipEffect> out) {
        state.onDeadline(deadline, nowNs, out);
    }

    /** Tells the others that this node goes; after that every input is dropped. */
    public void leave(final Effects<MembershipEffect> out) {
        if (!isListening()) {
            hasLeft = true;
            return;
        }
        hasLeft = true;
        deadlines.cancelAll();
        out.add(new MembershipEffect.Suspend());
        out.add(new MembershipEffect.SendJoin(new Join(
                self(), sets.procList().minus(self()), sets.failedList().plus(self()), ringId.seq(), true)));
    }

    /** When {@link #pollDeadline} wants to be called next, in ns; {@code Deadlines.NONE} if never. */
    public long nextDeadlineNs() {
        return deadlines.nextNs();
    }

    /** The state, null before the start. */
    public StateName stateName() {
        return state == null ? null : state.name();
    }

    /** The current ring id; in COMMIT and RECOVERY that of the attempt. */
    public RingId ringId() {
        return ringId;
    }

    /** The last ring installed; before the first one, the id this node started with. */
    public RingId installedRingId() {
        return installedRingId;
    }

    /** Members of the last ring installed, empty before the first one. */
    public NodeSet installedMembers() {
        return installedMembers;
    }

    /** How this node gets on with each other node, ascending. */
    public List<PeerStatus> peers() {
        return connectivity.status();
    }

    /** Links that are known to keep rings apart, ascending. */
    public List<LinkFault> linkFaults() {
        return connectivity.faults();
    }

    // What the states may do.

    NodeId self() {
        return settings.self();
    }

    ProcessSets sets() {
        return sets;
    }

    boolean hasFailedToReceive() {
        return hasFailedToReceive;
    }

    /** Above the highest known; above our own if that one, which came from outside, is so far away that it would not be. */
    long nextRingSeq() {
        final long next = highestRingSeq + RING_SEQ_STEP;
        return RingId.isYounger(next, ringId.seq()) ? next : ringId.seq() + RING_SEQ_STEP;
    }

    /** Whether {@code node}'s call is to be ignored; counts it if so. */
    boolean isIgnored(final NodeId node, final long nowNs) {
        final boolean isIgnored = connectivity.isHeldOff(node, nowNs);
        if (isIgnored) {
            connectivity.ignored(node);
            tellHearingSoon(nowNs);
        }
        return isIgnored;
    }

    /** The same for a JOIN, which of a ring that we want to merge with is what we wait for. */
    boolean isJoinIgnored(final NodeId node, final long nowNs) {
        return !connectivity.isWanted(node) && isIgnored(node, nowNs);
    }

    boolean isPersisted(final RingId attempt) {
        return reservation.covers(attempt.seq());
    }

    boolean areHeard(final NodeSet nodes) {
        return connectivity.areHeard(nodes);
    }

    /** A JOIN that has just been merged, in the round that it has begun. */
    void onJoinAgain(final Join join, final long nowNs, final Effects<MembershipEffect> out) {
        state.onJoin(join, nowNs, out);
    }

    void merge(final Join join) {
        sets = sets.merge(join, self(), installedMembers);
    }

    void mergeUnlessExcluded(final Join join) {
        if (!sets.coverThoseOf(join) && !sets.failedList().contains(join.sender())) {
            merge(join);
        }
    }

    void addCandidate(final NodeId node) {
        sets = sets.withCandidate(node);
    }

    void exclude(final NodeSet nodes) {
        sets = sets.withFailed(nodes);
    }

    void standAlone() {
        hasFailedToReceive = false;
        sets = new ProcessSets(NodeSet.of(self()), NodeSet.EMPTY);
    }

    /** In COMMIT and RECOVERY only a member of the attempt can call it off, and not with a JOIN of before it. */
    boolean isFromMemberOf(final CommitToken attempt, final Join join) {
        return attempt.members().contains(join.sender()) && !RingId.isYounger(ringId.seq(), join.ringSeq());
    }

    /**
     * Differs from Corosync: a member that tells more than was agreed on, or leaves, has gone on without having had the commit
     * token, and will not take it. Its sets only grow, so this is no JOIN of before. To wait would cost a lost token.
     */
    boolean hasGoneOn(final CommitToken attempt, final Join join) {
        return !join.sender().equals(self()) && attempt.members().contains(join.sender()) && !sets.coverThoseOf(join);
    }

    /** Sends a JOIN, after a random delay if {@code send_join} is set. */
    void sendJoin(final long nowNs, final Effects<MembershipEffect> out) {
        if (settings.sendJoinNs() == 0) {
            sendJoinNow(nowNs, out);
        } else {
            deadlines.set(MembershipDeadline.SEND_JOIN, nowNs + random.applyAsLong(settings.sendJoinNs()));
        }
    }

    void sendJoinNow(final long nowNs, final Effects<MembershipEffect> out) {
        lastJoin = new Join(self(), sets.procList(), sets.failedList(), ringId.seq(), false);
        repeatJoin(nowNs, out);
    }

    /** In COMMIT the last JOIN is repeated as it was: a member that has lost it waits for it before it takes the commit token. */
    void repeatJoin(final long nowNs, final Effects<MembershipEffect> out) {
        deadlines.set(MembershipDeadline.JOIN, nowNs + joinPauseNs);
        joinPauseNs = Math.min(2 * joinPauseNs, settings.joinPauseMaxNs());
        out.add(new MembershipEffect.SendJoin(lastJoin));
    }

    /** In OPERATIONAL, if there is a reason to tell whom we hear. */
    private void tellHearingSoon(final long nowNs) {
        if (state instanceof Operational
                && !deadlines.isArmed(MembershipDeadline.HEARING)
                && connectivity.isTelling(nowNs)) {
            deadlines.set(MembershipDeadline.HEARING, nowNs + settings.mergeNs());
        }
    }

    /** Tells whom we hear, and merges with another ring if all of both want it. */
    void tellHearing(final long nowNs, final Effects<MembershipEffect> out) {
        final Hearing hearing = connectivity.hearing(ringId, installedMembers, nowNs);
        out.add(new MembershipEffect.SendMergeDetect(new MergeDetect(self(), ringId, hearing)));
        connectivity.newFaults(nowNs).forEach(fault -> out.add(new MembershipEffect.LinkFaultFound(fault)));
        final Connectivity.Partner partner = connectivity.agreedPartner(ringId, installedMembers, nowNs);
        if (partner != null) {
            partner.members().forEach(this::addCandidate);
            enterGather(GatherReason.MERGE_IN_OPERATIONAL, nowNs, out);
        } else {
            tellHearingSoon(nowNs);
        }
    }

    void awaitCommitToken(final long nowNs) {
        deadlines.set(MembershipDeadline.GATHER_TOKEN_LOSS, nowNs + settings.tokenNs());
    }

    void sendCommitToken(final CommitToken token, final long nowNs, final Effects<MembershipEffect> out) {
        deadlines.set(MembershipDeadline.COMMIT_TOKEN_RETRANSMIT, nowNs + settings.tokenRetransmitNs());
        out.add(new MembershipEffect.SendCommitToken(token.members().successorOf(self()), token));
    }

    void stopCommitTokenRetransmission() {
        deadlines.cancel(MembershipDeadline.COMMIT_TOKEN_RETRANSMIT);
    }

    void enterGatherHavingFailedToReceive(final long nowNs, final Effects<MembershipEffect> out) {
        hasFailedToReceive = true;
        exclude(NodeSet.of(self()));
        enterGather(GatherReason.FAILED_TO_RECEIVE, nowNs, out);
    }

    void enterGather(final GatherReason reason, final long nowNs, final Effects<MembershipEffect> out) {
        deadlines.cancelAll();
        addCandidate(self());
        if (state == null || state instanceof Operational) {
            connectivity.gatherBegins(nowNs);
        }
        state = new Gather(this);
        out.add(new MembershipEffect.Suspend());
        out.add(entered(StateName.GATHER, reason));
        joinPauseNs = settings.joinNs();
        sendJoin(nowNs, out);
        deadlines.set(MembershipDeadline.CONSENSUS, nowNs + settings.consensusNs());
    }

    void enterCommit(final CommitToken token, final long nowNs, final Effects<MembershipEffect> out) {
        Invariants.check(state instanceof Gather, "cannot enter COMMIT from %s: there was no consensus", state.name());
        Invariants.check(
                token.ringId().isYoungerThan(ringId.seq()), "ring %s is not younger than %s", token.ringId(), ringId);
        if (deadlines.isArmed(MembershipDeadline.SEND_JOIN)) {
            // The others must have heard us before they take the token.
            sendJoinNow(nowNs, out);
        }
        deadlines.cancelAll();
        ringId = token.ringId();
        highestRingSeq = RingId.youngerSeq(highestRingSeq, ringId.seq());
        state = new Commit(this, token);
        deadlines.set(MembershipDeadline.COMMIT_TOKEN_LOSS, nowNs + settings.tokenNs());
        joinPauseNs = settings.joinNs();
        deadlines.set(MembershipDeadline.JOIN, nowNs + joinPauseNs);
        out.add(entered(StateName.COMMIT, null));
        out.add(new MembershipEffect.Seal(ringId));
        reservation.reserve(nextRingSeq(), out);
    }

    void enterRecovery(
            final CommitToken token, final SealReport sealed, final long nowNs, final Effects<MembershipEffect> out) {
        Invariants.check(
                state instanceof Commit && token.ringId().equals(ringId),
                "cannot enter RECOVERY from %s: commit token of ring %s was never accepted",
                state.name(),
                token.ringId());
        deadlines.cancelAll();
        final NodeSet transitional = CommitRound.transitionalMembers(token, installedRingId, installedMembers);
        final RecoveryPlan plan = new RecoveryPlan(
                ringId,
                token.members(),
                installedRingId,
                installedMembers,
                transitional,
                CommitRound.isExchangeNeeded(token, transitional),
                CommitRound.sendsFromSeq(token, transitional, self()),
                CommitRound.highestDelivered(token, transitional, sealed));
        final CommitToken forwarded = token.forwardedBy(self());
        state = new Recovery(this, plan, forwarded);
        out.add(entered(StateName.RECOVERY, null));
        out.add(new MembershipEffect.Recover(plan));
        sendCommitToken(forwarded, nowNs, out);
    }

    void enterOperational(final RecoveryPlan plan, final long nowNs, final Effects<MembershipEffect> out) {
        Invariants.check(state instanceof Recovery, "cannot enter OPERATIONAL from %s", state.name());
        deadlines.cancelAll();
        out.add(new MembershipEffect.Install(plan));
        out.add(new MembershipEffect.StateEntered(
                StateName.OPERATIONAL,
                null,
                ringId,
                plan.joined(),
                plan.left(),
                plan.left().minus(leavers)));
        connectivity
                .installed(plan.members(), installedMembers, sets.procList(), leavers, nowNs)
                .forEach((node, holdNs) -> out.add(new MembershipEffect.HeldOff(node, holdNs)));
        installedRingId = ringId;
        installedMembers = plan.members();
        sets = new ProcessSets(installedMembers, NodeSet.EMPTY);
        leavers = NodeSet.EMPTY;
        hasFailedToReceive = false;
        state = new Operational(this);
        tellHearingSoon(nowNs);
    }

    private boolean isListening() {
        return state != null && !hasLeft;
    }

    /**
     * Differs from Corosync: a frame of a ring older than ours from a member of ours is late, not foreign. Had that member
     * really fallen back, our token would be lost.
     */
    private boolean isForeign(final NodeId from, final RingId foreign) {
        return settings.configured().contains(from)
                && !foreign.equals(ringId)
                && !(installedMembers.contains(from) && !foreign.isYoungerThan(ringId.seq()));
    }

    /** Differs from Corosync: nodes outside the nodelist are not merged into our lists, since each costs a consensus time-out. */
    private Join onlyConfigured(final Join join) {
        return new Join(
                join.sender(),
                join.procList().and(settings.configured()),
                join.failedList().and(settings.configured()),
                join.ringSeq(),
                join.isLeave());
    }

    private MembershipEffect entered(final StateName entered, final GatherReason reason) {
        return new MembershipEffect.StateEntered(entered, reason, ringId, NodeSet.EMPTY, NodeSet.EMPTY, NodeSet.EMPTY);
    }
}
