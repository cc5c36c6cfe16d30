/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.codec.FrameSanity;
import java.util.Locale;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What stands between the link and the rooms: opens each envelope and lets through frames that are genuine, new and well-formed.
 * Everything else is counted by kind and told of in the log, and never throws. Called only on the ring loop.
 */
public final class FrameIntake {

    private final NodeSet configured;
    private final NodeSet peers;
    private final EnvelopeCodec envelopes;
    private final EpochKeeper epochs;
    private final FrameCounters counters;
    private final FaultLog log;
    private final DirectBuffer frame = new UnsafeBuffer(0, 0);

    /**
     * Of one node.
     *
     * @param self this node; frames that claim to be its own are dropped
     * @param configured the nodelist; frames of others are dropped
     * @param epochs tells new frames from replayed ones
     */
    public FrameIntake(
            final NodeId self,
            final NodeSet configured,
            final EnvelopeCodec envelopes,
            final EpochKeeper epochs,
            final FrameCounters counters,
            final RingTime time) {
        this.configured = configured;
        peers = configured.minus(self);
        this.envelopes = envelopes;
        this.epochs = epochs;
        this.counters = counters;
        log = new FaultLog(time);
    }

    /** The nodelist. */
    NodeSet configured() {
        return configured;
    }

    /** The frame in an envelope from outside, for the rooms; null if it is not for them. Valid until the next call. */
    DirectBuffer take(final DirectBuffer buffer, final int offset, final int length) {
        final FrameFault damage = envelopes.checkFixedPart(buffer, offset, length);
        if (damage != null) {
            drop(damage, buffer, offset, length);
            return null;
        }
        final int transmitter = EnvelopeCodec.transmitter(buffer, offset);
        final int index = peers.indexOf(transmitter);
        if (index < 0) {
            drop(FrameFault.TRANSMITTER, buffer, offset, length);
            return null;
        }
        final FrameFault forgery = envelopes.open(buffer, offset, length, frame);
        if (forgery != null) {
            drop(forgery, buffer, offset, length);
            return null;
        }
        final NodeId peer = peers.get(index);
        final long epoch = EnvelopeCodec.epoch(buffer, offset);
        final long counter = EnvelopeCodec.counter(buffer, offset);
        final int keyId = EnvelopeCodec.keyId(buffer, offset);
        final boolean isForRooms = !epochs.isHandshake(frame);
        FrameFault fault = isForRooms
                ? epochs.onFrame(peer, epoch, counter, keyId)
                : epochs.onHandshake(peer, epoch, counter, keyId, frame);
        if (fault == null && isForRooms) {
            fault = FrameSanity.check(frame, 0, frame.capacity());
            if (fault == null && !FrameSanity.maySend(transmitter, frame, 0)) {
                fault = FrameFault.SENDER;
            }
        }
        if (fault != null) {
            drop(fault, buffer, offset, length);
            return null;
        }
        if (isForRooms) {
            return frame;
        }
        counters.countHandshake();
        return null;
    }

    private void drop(final FrameFault fault, final DirectBuffer buffer, final int offset, final int length) {
        counters.count(fault);
        final int source = source(buffer, offset, length);
        final long count = log.count(fault, source);
        if (count > 0) {
            log.tell(fault, source, reason(fault, buffer, offset), count);
        }
    }

    /** The transmitter, 0 if it is not in the nodelist: what anybody can write must not fill the memory. */
    private int source(final DirectBuffer buffer, final int offset, final int length) {
        if (length < EnvelopeCodec.FRAME_OFFSET) {
            return 0;
        }
        final int transmitter = EnvelopeCodec.transmitter(buffer, offset);
        return peers.indexOf(transmitter) < 0 ? 0 : transmitter;
    }

    private String reason(final FrameFault fault, final DirectBuffer buffer, final int offset) {
        return switch (fault) {
            case ENVELOPE_LENGTH -> "it is shorter than its envelope or longer than any frame";
            case ENVELOPE_VERSION -> "its envelope has a version that this one cannot read";
            case CLUSTER -> "it is of another cluster, totem.cluster_name differs";
            case ENVELOPE_KEY ->
                "it was sealed with "
                        + EnvelopeCodec.protectionText(
                                EnvelopeCodec.suite(buffer, offset), EnvelopeCodec.keyId(buffer, offset))
                        + " and this node seals with " + envelopes.protectionText();
            case TRANSMITTER -> "its transmitter is not in the nodelist, or is this node";
            case TAG -> "its tag does not match, it was damaged, forged or sealed with another key";
            case EPOCH -> "its epoch is not proved to be of now, the node is challenged";
            case REPLAY -> "it was received before or is far too old";
            case SENDER -> "it names another node as its sender, a member that has the key lies";
            case HANDSHAKE -> "it is a challenge or an answer that does not belong here";
            default -> "it cannot be read (" + fault.name().toLowerCase(Locale.ROOT) + ")";
        };
    }
}
