/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.membership.MembershipFrames;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameCodec;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;
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
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(2048);
    private Deque<TotemMessage> ownFrames = new ArrayDeque<>();
    private long counter;
    private long sentDataFrames;

    /**
     * Of one node.
     *
     * @param epoch larger at each start of this node
     */
    public FramePublisher(final Links links, final NodeId self, final EnvelopeCodec envelopes, final long epoch) {
        this.links = links;
        this.self = self;
        this.envelopes = envelopes;
        this.epoch = epoch;
    }

    @Override
    public void multicast(final List<RegularMessage> frames) {
        for (final RegularMessage frame : frames) {
            links.multicastData(buffer, 0, sealed(frame));
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
        ownFrames.addLast(join);
        links.broadcastControl(buffer, 0, sealed(join));
    }

    @Override
    public void broadcastMergeDetect(final MergeDetect message) {
        links.broadcastControl(buffer, 0, sealed(message));
    }

    @Override
    public void broadcastTokenHoldCancel(final TokenHoldCancel message) {
        links.broadcastControl(buffer, 0, sealed(message));
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
            links.sendToken(target, buffer, 0, sealed(message));
        }
    }

    private int sealed(final TotemMessage message) {
        final int frameLength = FrameCodec.encode(message, buffer, EnvelopeCodec.FRAME_OFFSET);
        return envelopes.seal(buffer, 0, frameLength, self.value(), epoch, counter++);
    }
}
