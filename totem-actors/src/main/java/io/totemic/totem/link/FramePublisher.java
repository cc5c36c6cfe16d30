/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.membership.MembershipFrames;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameCodec;
import io.totemic.protocol.codec.FrameStreams;
import io.totemic.protocol.codec.HandshakeCodec;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Handshake;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.KeyState;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.Nonce;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import io.totemic.protocol.message.TotemMessage;
import io.totemic.totem.TotemFrames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/**
 * From the rooms to the link: encodes, seals the envelope, sends. What is for this node itself is handed back in the next
 * turn, so that a ring of one node turns like any other.
 *
 * <p>Called only on the ring loop, while effects are applied.
 */
public final class FramePublisher implements TotemFrames, MembershipFrames {

    private final Links links;
    private final NodeId self;
    private final EnvelopeCodec envelopes;
    private final long epoch;
    private final RingTime time;
    private final long[] nextNumbers = new long[FrameStreams.LAST + 1];
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(2048);
    private Deque<TotemMessage> ownFrames = new ArrayDeque<>();
    private long sentDataFrames;
    private KeyState keys = KeyState.NONE;
    private Join lastJoin;
    private long lastJoinNs = Long.MIN_VALUE;

    /**
     * Of one node.
     *
     * @param epoch another one at each start of this node
     */
    public FramePublisher(
            final Links links,
            final NodeId self,
            final EnvelopeCodec envelopes,
            final long epoch,
            final RingTime time) {
        this.links = links;
        this.self = self;
        this.envelopes = envelopes;
        this.epoch = epoch;
        this.time = time;
    }

    @Override
    public void multicast(final List<RegularMessage> frames) {
        for (final RegularMessage frame : frames) {
            links.multicastData(buffer, 0, sealed(FrameStreams.DATA, frame, EnvelopeCodec.EVERYBODY));
            sentDataFrames++;
        }
    }

    @Override
    public void sendToken(final NodeId target, final OrfToken token) {
        unicast(target, token);
    }

    @Override
    public void sendCommitToken(final NodeId target, final CommitToken token) {
        unicast(target, token);
    }

    @Override
    public void broadcastJoin(final Join join) {
        lastJoin = join;
        lastJoinNs = time.nowNs();
        ownFrames.addLast(join);
        links.broadcastControl(buffer, 0, sealed(FrameStreams.CONTROL, join, EnvelopeCodec.EVERYBODY));
    }

    @Override
    public void broadcastMergeDetect(final MergeDetect message) {
        links.broadcastControl(buffer, 0, sealed(FrameStreams.CONTROL, message, EnvelopeCodec.EVERYBODY));
    }

    @Override
    public void broadcastTokenHoldCancel(final TokenHoldCancel message) {
        links.broadcastControl(buffer, 0, sealed(FrameStreams.CONTROL, message, EnvelopeCodec.EVERYBODY));
    }

    /** What answers tell from here on of the keys of this node. */
    public void tellKeys(final KeyState newKeys) {
        keys = newKeys;
    }

    /** Id of the key that frames are sealed with. */
    int keyId() {
        return envelopes.keyId();
    }

    /** When this node last sent a JOIN, in ns; {@code Long.MIN_VALUE} if it never did. */
    long lastJoinNs() {
        return lastJoinNs;
    }

    /** Sends the last JOIN to one peer once more. */
    void repeatJoin(final NodeId peer) {
        links.sendControl(peer, buffer, 0, sealed(FrameStreams.CONTROL, lastJoin, EnvelopeCodec.EVERYBODY));
    }

    /** Asks a peer to prove that it is there, with a key that it has. */
    void sendChallenge(final NodeId peer, final Nonce nonce, final int keyId) {
        sendHandshake(peer, new Handshake.Challenge(peer, nonce), keyId);
    }

    /** Proves to a peer that this node is there, with a key that it has, and tells it which frames are new. */
    void sendAnswer(final NodeId peer, final Nonce nonce, final int keyId) {
        sendHandshake(
                peer,
                new Handshake.Answer(
                        peer,
                        nonce,
                        nextNumbers[FrameStreams.DATA],
                        nextNumbers[FrameStreams.TOKEN],
                        nextNumbers[FrameStreams.CONTROL] + 1,
                        keys),
                keyId);
    }

    private void sendHandshake(final NodeId peer, final Handshake handshake, final int keyId) {
        final int frameLength = HandshakeCodec.encode(handshake, buffer, EnvelopeCodec.FRAME_OFFSET);
        links.sendControl(peer, buffer, 0, sealed(FrameStreams.CONTROL, frameLength, EnvelopeCodec.EVERYBODY, keyId));
    }

    /** Takes what this node has sent to itself so far. */
    Deque<TotemMessage> takeOwnFrames() {
        if (ownFrames.isEmpty()) {
            return ownFrames;
        }
        final Deque<TotemMessage> taken = ownFrames;
        ownFrames = new ArrayDeque<>();
        return taken;
    }

    long sentDataFrames() {
        return sentDataFrames;
    }

    private void unicast(final NodeId target, final TotemMessage message) {
        if (target.equals(self)) {
            ownFrames.addLast(message);
        } else {
            links.sendToken(target, buffer, 0, sealed(FrameStreams.TOKEN, message, target.value()));
        }
    }

    private int sealed(final int stream, final TotemMessage message, final int target) {
        return sealed(
                stream, FrameCodec.encode(message, buffer, EnvelopeCodec.FRAME_OFFSET), target, envelopes.keyId());
    }

    private int sealed(final int stream, final int frameLength, final int target, final int keyId) {
        final long counter = FrameStreams.counter(stream, nextNumbers[stream]++);
        return envelopes.seal(buffer, 0, frameLength, self.value(), epoch, counter, target, keyId);
    }
}
