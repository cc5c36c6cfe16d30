/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.CommitToken.MemberEntry;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * One state machine, and by hand everything that it hears: the other nodes exist only as frames.
 *
 * <p>Each input answers the effects of that input alone.
 */
final class FsmDriver {

    /** Not multiples of each other, so that no two deadlines are due at once; consensus ends before the token is lost. */
    static final long JOIN_NS = 65_000_000;

    static final long RETRANSMIT_NS = 150_000_000;
    static final long CONSENSUS_NS = 700_000_000;
    static final long TOKEN_NS = 1_000_000_000;
    static final long MERGE_NS = 210_000_000;

    static final NodeSet CONFIGURED = nodes(1, 2, 3, 4, 5);

    final NodeId self;
    final MembershipFsm fsm;
    long nowNs = 1_000;

    private final Effects<MembershipEffect> out = new Effects<>();
    private CommitToken lastToken;
    private long askedSeq;

    FsmDriver(final int self) {
        this(self, 0);
    }

    FsmDriver(final int self, final long sendJoinNs) {
        this.self = node(self);
        fsm = new MembershipFsm(settings(this.self, sendJoinNs), bound -> bound / 2);
    }

    static MembershipSettings settings(final NodeId self, final long sendJoinNs) {
        return new MembershipSettings(
                self, CONFIGURED, TOKEN_NS, RETRANSMIT_NS, JOIN_NS, sendJoinNs, CONSENSUS_NS, MERGE_NS);
    }

    static NodeId node(final int id) {
        return new NodeId(id);
    }

    static NodeSet nodes(final int... ids) {
        return NodeSet.copyOf(Arrays.stream(ids).mapToObj(NodeId::new).toList());
    }

    static NodeSet none() {
        return NodeSet.EMPTY;
    }

    static RingId ring(final int representative, final long seq) {
        return new RingId(node(representative), seq);
    }

    /** The ring with which a node that has had no ring comes. */
    static RingId initialRingOf(final NodeId node) {
        return new RingId(node, 1);
    }

    // Inputs.

    List<MembershipEffect> start(final long storedRingSeq) {
        return effectsOf(effects -> fsm.start(storedRingSeq, nowNs, effects));
    }

    /** A JOIN with the ring seq that this node has itself. */
    List<MembershipEffect> join(final int from, final NodeSet proc, final NodeSet failed) {
        return join(from, proc, failed, fsm.ringId().seq());
    }

    List<MembershipEffect> join(final int from, final NodeSet proc, final NodeSet failed, final long ringSeq) {
        return effectsOf(effects -> fsm.onJoin(new Join(node(from), proc, failed, ringSeq, false), nowNs, effects));
    }

    List<MembershipEffect> leaveOf(final int from, final NodeSet proc, final NodeSet failed) {
        return effectsOf(effects ->
                fsm.onJoin(new Join(node(from), proc, failed, fsm.ringId().seq(), true), nowNs, effects));
    }

    List<MembershipEffect> foreignMessage(final int from, final RingId ring) {
        return effectsOf(effects -> fsm.onForeignMessage(node(from), ring, nowNs, effects));
    }

    List<MembershipEffect> mergeDetect(final int from, final RingId ring) {
        return effectsOf(effects -> fsm.onMergeDetect(new MergeDetect(node(from), ring), nowNs, effects));
    }

    List<MembershipEffect> commitToken(final CommitToken token) {
        return effectsOf(effects -> fsm.onCommitToken(token, nowNs, effects));
    }

    List<MembershipEffect> sealReport(final RingId attempt, final int aru, final int highSeq, final int delivered) {
        return effectsOf(effects -> fsm.onSealReport(new SealReport(attempt, aru, highSeq, delivered), nowNs, effects));
    }

    /** What this node wanted stored last is on disk. */
    List<MembershipEffect> ringSeqPersisted() {
        return effectsOf(effects -> fsm.onRingSeqPersisted(askedSeq, nowNs, effects));
    }

    List<MembershipEffect> tokenLost(final RingId ring) {
        return effectsOf(effects -> fsm.onTokenLost(ring, nowNs, effects));
    }

    List<MembershipEffect> failedToReceive(final RingId ring) {
        return effectsOf(effects -> fsm.onFailedToReceive(ring, nowNs, effects));
    }

    List<MembershipEffect> firstToken(final RingId ring) {
        return effectsOf(effects -> fsm.onFirstToken(ring));
    }

    List<MembershipEffect> recoveryComplete(final RingId ring) {
        return effectsOf(effects -> fsm.onRecoveryComplete(ring, nowNs, effects));
    }

    List<MembershipEffect> leave() {
        return effectsOf(fsm::leave);
    }

    /** Fires what is due, as the actor does. */
    static void fireDue(final MembershipFsm fsm, final long nowNs, final Effects<MembershipEffect> out) {
        for (MembershipDeadline due = fsm.pollDeadline(nowNs); due != null; due = fsm.pollDeadline(nowNs)) {
            fsm.onDeadline(due, nowNs, out);
        }
    }

    /** Lets time pass, deadline by deadline; answers what happened at the last instant alone. */
    List<MembershipEffect> after(final long durationNs) {
        final long endNs = nowNs + durationNs;
        while (fsm.nextDeadlineNs() < endNs) {
            nowNs = fsm.nextDeadlineNs();
            effectsOf(effects -> fireDue(fsm, nowNs, effects));
        }
        nowNs = endNs;
        return effectsOf(effects -> fireDue(fsm, nowNs, effects));
    }

    // Ways into the states, by real inputs.

    /** GATHER with these candidates; only the JOIN of the highest one is missing to agreement. */
    FsmDriver inGather(final NodeSet members) {
        if (fsm.stateName() == null) {
            start(0);
        }
        for (final NodeId member : members.minus(self)) {
            if (!member.equals(highestOf(members.minus(self)))) {
                join(member.value(), members, none());
                join(member.value(), members, none());
            }
        }
        if (members.size() == 2) {
            foreignMessage(
                    members.minus(self).get(0).value(),
                    ring(members.minus(self).get(0).value(), 1_000));
        }
        return this;
    }

    /** COMMIT with neither the seal report nor the ring id on disk. */
    FsmDriver inCommit(final NodeSet members) {
        inGather(members);
        if (members.size() == 1) {
            join(self.value(), members, none());
        } else {
            join(highestOf(members.minus(self)).value(), members, none());
        }
        if (!self.equals(members.lowest())) {
            final CommitToken fresh =
                    CommitToken.create(members.lowest(), fsm.ringId().seq() + 4, members);
            commitToken(filledByOthers(fresh, members.indexOf(self)));
        }
        return this;
    }

    /** COMMIT, prepared: the commit token has left. */
    FsmDriver inPreparedCommit(final NodeSet members) {
        inCommit(members);
        ringSeqPersisted();
        sealReport(fsm.ringId(), 0, 0, 0);
        return this;
    }

    FsmDriver inRecovery(final NodeSet members) {
        inPreparedCommit(members);
        commitToken(firstRotationEnd());
        return this;
    }

    FsmDriver inOperational(final NodeSet members) {
        inRecovery(members);
        firstToken(fsm.ringId());
        recoveryComplete(fsm.ringId());
        return this;
    }

    /** The commit token that this node sent last. */
    CommitToken lastToken() {
        return lastToken;
    }

    /** That token as it comes back with what the members after this node have written. */
    CommitToken firstRotationEnd() {
        final CommitToken full = filledByOthers(lastToken, lastToken.members().size());
        return hops(
                full, self.equals(full.members().lowest()) ? 0 : full.members().indexOf(self));
    }

    /** That token after so many more hops. */
    static CommitToken hops(final CommitToken token, final int count) {
        CommitToken passed = token;
        for (int i = 0; i < count; i++) {
            passed = passed.forwardedBy(token.members().get(i));
        }
        return passed;
    }

    /** The members up to {@code end} write down what is due: all received, nothing to recover. */
    CommitToken filledByOthers(final CommitToken token, final int end) {
        CommitToken filled = token;
        while (filled.memberIndex() < end) {
            final NodeId member = token.members().get(filled.memberIndex());
            final RingId old = fsm.installedMembers().contains(member) ? fsm.installedRingId() : initialRingOf(member);
            final List<MemberEntry> entries = new ArrayList<>(filled.entries());
            entries.set(filled.memberIndex(), new MemberEntry(old, 0, 0, true));
            filled = filled.filled(entries).forwardedBy(member);
        }
        return filled;
    }

    private static NodeId highestOf(final NodeSet set) {
        return set.isEmpty() ? null : set.get(set.size() - 1);
    }

    private List<MembershipEffect> effectsOf(final Consumer<Effects<MembershipEffect>> input) {
        input.accept(out);
        final List<MembershipEffect> effects = out.asList();
        out.clear();
        for (final MembershipEffect effect : effects) {
            if (effect instanceof MembershipEffect.SendCommitToken sent) {
                lastToken = sent.token();
            }
            if (effect instanceof MembershipEffect.PersistRingSeq asked) {
                askedSeq = asked.seq();
            }
        }
        return effects;
    }
}
