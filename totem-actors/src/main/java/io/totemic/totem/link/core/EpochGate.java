/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.message.Handshake;
import io.totemic.protocol.message.Nonce;

/**
 * Tells new frames from replayed ones. All frames that it is asked about are genuine: somebody with the key sealed them, but
 * perhaps long ago.
 *
 * <p>Of each peer one epoch is accepted, and in it each frame is taken once. A frame of any other epoch is dropped, and its
 * transmitter is challenged with a nonce. Only a peer that is there now can answer with this nonce; the epoch of its answer is
 * accepted from the numbers on that the answer tells, and the one before is closed for ever. So nothing that was recorded
 * before the answer is taken after it, whatever clocks and disks of both sides have lost.
 *
 * <p>A challenge is repeated by the frames that still arrive, since whoever sends nothing needs no acceptance. A node answers
 * every genuine challenge, a replayed one too, but in epochs that are not accepted only so many in a time. With an answer it
 * repeats a JOIN that the challenger cannot have taken, so a ring forms a round trip later than without all this. Memory: about
 * 1 KB for each peer.
 */
public final class EpochGate {

    /** A peer is challenged no more often than this. */
    static final long CHALLENGE_INTERVAL_NS = 10_000_000L;

    /** Challenges of epochs that are not accepted are answered so often in {@link #ANSWER_INTERVAL_NS}, to each peer. */
    static final int ANSWERS_IN_INTERVAL = 32;

    static final long ANSWER_INTERVAL_NS = 100_000_000L;

    private final NodeId self;
    private final NodeSet peers;
    private final PeerEpoch[] states;
    private final long challengeLifetimeNs;
    private final long joinNs;

    /**
     * Nothing is accepted yet.
     *
     * @param peers all other nodes of the nodelist
     * @param challengeLifetimeNs after so long an answer proves nothing any more, in ns
     * @param joinNs after so long a JOIN is not repeated, since a node that still gathers sends the next one
     */
    public EpochGate(final NodeId self, final NodeSet peers, final long challengeLifetimeNs, final long joinNs) {
        this.self = self;
        this.peers = peers;
        this.challengeLifetimeNs = challengeLifetimeNs;
        this.joinNs = joinNs;
        states = new PeerEpoch[peers.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = new PeerEpoch();
        }
    }

    /**
     * A frame for the rooms.
     *
     * @param keyId the key that it was sealed with, which its transmitter has
     * @param isOtherKey whether this node seals with another one: then the transmitter is asked how far it is
     * @param fresh taken if a challenge needs a nonce
     * @return why it is dropped, null if it is taken
     */
    public FrameFault onFrame(
            final NodeId transmitter,
            final long epoch,
            final long counter,
            final int keyId,
            final boolean isOtherKey,
            final long nowNs,
            final Nonce fresh,
            final Effects<GateEffect> out) {
        final PeerEpoch peer = stateOf(transmitter);
        if (peer.isOf(epoch)) {
            if (!peer.take(counter)) {
                return FrameFault.REPLAY;
            }
            if (isOtherKey) {
                challenge(transmitter, peer, keyId, nowNs, fresh, out);
            }
            return null;
        }
        challenge(transmitter, peer, keyId, nowNs, fresh, out);
        return FrameFault.EPOCH;
    }

    /** Whether a frame of this epoch may make {@link #onFrame} challenge, so that it needs a nonce. */
    public boolean needsNonce(final NodeId transmitter, final long epoch) {
        return !stateOf(transmitter).isOf(epoch);
    }

    /**
     * A challenge.
     *
     * @param keyId the key that it was sealed with
     * @param lastJoinNs when this node last sent a JOIN, in ns; {@code Long.MIN_VALUE} if it never did
     * @param fresh taken if a challenge of ours needs a nonce
     * @return why it is dropped, null if it is answered
     */
    public FrameFault onChallenge(
            final NodeId transmitter,
            final long epoch,
            final long counter,
            final int keyId,
            final Handshake.Challenge challenge,
            final long lastJoinNs,
            final long nowNs,
            final Nonce fresh,
            final Effects<GateEffect> out) {
        if (!challenge.target().equals(self)) {
            return FrameFault.HANDSHAKE;
        }
        final PeerEpoch peer = stateOf(transmitter);
        if (peer.isOf(epoch)) {
            if (!peer.take(counter)) {
                return FrameFault.REPLAY;
            }
            answer(transmitter, challenge.nonce(), keyId, lastJoinNs, nowNs, out);
            return null;
        }
        final boolean mayAnswer = peer.mayAnswer(ANSWERS_IN_INTERVAL, ANSWER_INTERVAL_NS, nowNs);
        if (mayAnswer) {
            answer(transmitter, challenge.nonce(), keyId, lastJoinNs, nowNs, out);
        }
        challenge(transmitter, peer, keyId, nowNs, fresh, out);
        return mayAnswer ? null : FrameFault.EPOCH;
    }

    /**
     * An answer.
     *
     * @param isOtherKey whether it was sealed with another key than this node seals with: then it tells how far its transmitter is, but
     *     not that the transmitter could read this node, so its epoch is not accepted
     * @return why it is dropped, null if it is right
     */
    public FrameFault onAnswer(
            final NodeId transmitter,
            final long epoch,
            final long counter,
            final boolean isOtherKey,
            final Handshake.Answer answer,
            final long nowNs) {
        if (!answer.target().equals(self)) {
            return FrameFault.HANDSHAKE;
        }
        final PeerEpoch peer = stateOf(transmitter);
        if (peer.isOf(epoch)) {
            // The second answer to a challenge that was sent twice proves nothing new.
            if (!peer.take(counter)) {
                return FrameFault.REPLAY;
            }
            peer.redeem(answer.nonce(), challengeLifetimeNs, nowNs);
            return null;
        }
        if (!peer.redeem(answer.nonce(), challengeLifetimeNs, nowNs)) {
            return FrameFault.HANDSHAKE;
        }
        if (!isOtherKey) {
            peer.accept(epoch, answer);
        }
        return null;
    }

    /** The epochs of these peers are not accepted any more, until they answer the next challenge. */
    public void close(final NodeSet closed) {
        for (final NodeId peer : closed) {
            stateOf(peer).close();
        }
    }

    private void answer(
            final NodeId challenger,
            final Nonce nonce,
            final int keyId,
            final long lastJoinNs,
            final long nowNs,
            final Effects<GateEffect> out) {
        out.add(new GateEffect.SendAnswer(challenger, nonce, keyId));
        if (lastJoinNs != Long.MIN_VALUE && nowNs - lastJoinNs < joinNs) {
            out.add(new GateEffect.RepeatJoin(challenger));
        }
    }

    private void challenge(
            final NodeId transmitter,
            final PeerEpoch peer,
            final int keyId,
            final long nowNs,
            final Nonce fresh,
            final Effects<GateEffect> out) {
        if (peer.isChallengeDue(CHALLENGE_INTERVAL_NS, nowNs)) {
            out.add(new GateEffect.SendChallenge(
                    transmitter, peer.challenge(fresh, challengeLifetimeNs, nowNs), keyId));
        }
    }

    private PeerEpoch stateOf(final NodeId transmitter) {
        return states[peers.indexOf(transmitter)];
    }
}
