/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.driver.DataPacketDispatcher;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.media.ReceiveChannelEndpoint;
import io.aeron.driver.media.UdpChannel;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.HeaderFlyweight;
import io.aeron.protocol.SetupFlyweight;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Drops datagrams that would make Aeron allocate, fail or skip: it trusts the lengths in the headers it receives, and
 * anyone can send to a UDP port.
 *
 * <p>What a frame says is not looked at here; the envelope's authentication does that.
 */
final class GuardedReceiveEndpoint extends ReceiveChannelEndpoint {

    private static final int MAX_TERM_BYTES = 128 * 1024 * 1024;
    private static final int MAX_TERMS_AHEAD = 1 << 30;

    private final LinkCounters counters;
    private final SocketWatch watch;
    private final SessionIds sessionIds;
    private final SegmentationOffload offload;
    private final DataHeaderFlyweight laterHeader = new DataHeaderFlyweight();
    private final SetupFlyweight laterSetup = new SetupFlyweight();
    private final UnsafeBuffer laterFrames = new UnsafeBuffer();
    private boolean isJoining;

    GuardedReceiveEndpoint(
            final UdpChannel channel,
            final DataPacketDispatcher dispatcher,
            final AtomicCounter status,
            final MediaDriver.Context context,
            final LinkCounters counters,
            final SocketWatch watch,
            final SessionIds sessionIds,
            final SegmentationOffload offload) {
        super(channel, dispatcher, status, context);
        this.counters = counters;
        this.watch = watch;
        this.sessionIds = sessionIds;
        this.offload = offload;
    }

    @Override
    public void openDatagramChannel(final AtomicCounter statusIndicator) {
        super.openDatagramChannel(statusIndicator);
        watch.add(receiveDatagramChannel);
        isJoining = offload.joinAt(receiveDatagramChannel);
    }

    @Override
    public void close() {
        super.close();
        watch.forgetClosed();
    }

    @Override
    public InetSocketAddress receive(final ByteBuffer buffer) {
        final InetSocketAddress source = super.receive(buffer);
        if (source != null) {
            counters.increment(LinkCounters.Counter.DATAGRAMS_RECEIVED);
        }
        return source;
    }

    @Override
    public int onDataPacket(
            final DataHeaderFlyweight header,
            final UnsafeBuffer buffer,
            final int length,
            final InetSocketAddress source,
            final int transportIndex) {
        if (isWellFormed(buffer, length)) {
            return take(header, buffer, length, source, transportIndex);
        }
        int taken = 0;
        int from = 0;
        if (isJoining) {
            // Joined by the network: frames between them were lost, or what follows is of another kind.
            while (from < length) {
                laterFrames.wrap(buffer, from, length - from);
                final int row = wellFormedBytes(laterFrames, length - from);
                if (row == 0) {
                    from += onSetupBehind(source, transportIndex);
                    break;
                }
                laterHeader.wrap(laterFrames);
                taken += take(laterHeader, laterFrames, row, source, transportIndex);
                from += row;
            }
        }
        if (from < length) {
            counters.increment(LinkCounters.Counter.MALFORMED_DATAGRAMS);
        }
        return taken;
    }

    private int take(
            final DataHeaderFlyweight header,
            final UnsafeBuffer buffer,
            final int length,
            final InetSocketAddress source,
            final int transportIndex) {
        if (!sessionIds.isOfPeer(DataHeaderFlyweight.sessionId(buffer, 0))) {
            counters.increment(LinkCounters.Counter.FOREIGN_SESSIONS);
            return 0;
        }
        return super.onDataPacket(header, buffer, length, source, transportIndex);
    }

    /** Answers the bytes taken. */
    private int onSetupBehind(final InetSocketAddress source, final int transportIndex) {
        final int length = laterFrames.capacity();
        if (length < SetupFlyweight.HEADER_LENGTH
                || FrameDescriptor.frameType(laterFrames, 0) != HeaderFlyweight.HDR_TYPE_SETUP) {
            return 0;
        }
        laterSetup.wrap(laterFrames);
        onSetupMessage(laterSetup, laterFrames, length, source, transportIndex);
        return length;
    }

    @Override
    public void onSetupMessage(
            final SetupFlyweight header,
            final UnsafeBuffer buffer,
            final int length,
            final InetSocketAddress source,
            final int transportIndex) {
        if (length < SetupFlyweight.HEADER_LENGTH || !isPlausible(header)) {
            counters.increment(LinkCounters.Counter.MALFORMED_DATAGRAMS);
            return;
        }
        if (!sessionIds.isOfPeer(header.sessionId())) {
            counters.increment(LinkCounters.Counter.FOREIGN_SESSIONS);
            return;
        }
        super.onSetupMessage(header, buffer, length, source, transportIndex);
    }

    /** Whether a log can be made as it says, and its frames are of our streams. */
    static boolean isPlausible(final SetupFlyweight setup) {
        final int termBytes = setup.termLength();
        final int mtuBytes = setup.mtuLength();
        final int ahead = setup.activeTermId() - setup.initialTermId();
        return AeronSession.isOurStream(setup.streamId())
                && termBytes >= LogBufferDescriptor.TERM_MIN_LENGTH
                && termBytes <= MAX_TERM_BYTES
                && BitUtil.isPowerOfTwo(termBytes)
                && mtuBytes >= DataHeaderFlyweight.HEADER_LENGTH
                && mtuBytes <= termBytes / 8
                && mtuBytes % FrameDescriptor.FRAME_ALIGNMENT == 0
                && setup.termOffset() >= 0
                && setup.termOffset() <= termBytes
                && setup.termOffset() % FrameDescriptor.FRAME_ALIGNMENT == 0
                && ahead >= 0
                && ahead < MAX_TERMS_AHEAD;
    }

    /** A heartbeat, or whole frames one behind the other, all of one session, with padding at most at the end. */
    static boolean isWellFormed(final UnsafeBuffer buffer, final int length) {
        return length > 0 && wellFormedBytes(buffer, length) == length;
    }

    /** Up to where it is so; 0 if not even its first frame is. */
    static int wellFormedBytes(final UnsafeBuffer buffer, final int length) {
        if (length < DataHeaderFlyweight.HEADER_LENGTH
                || !AeronSession.isOurStream(DataHeaderFlyweight.streamId(buffer, 0))) {
            return 0;
        }
        final int termOffset = DataHeaderFlyweight.termOffset(buffer, 0);
        if (termOffset < 0
                || termOffset % FrameDescriptor.FRAME_ALIGNMENT != 0
                || termOffset > MAX_TERM_BYTES - length) {
            return 0;
        }
        if (FrameDescriptor.frameLength(buffer, 0) == 0) {
            return length == DataHeaderFlyweight.HEADER_LENGTH ? length : 0;
        }
        int at = 0;
        while (length - at >= DataHeaderFlyweight.HEADER_LENGTH && isNext(buffer, at, termOffset)) {
            final int frameBytes = FrameDescriptor.frameLength(buffer, at);
            final int type = FrameDescriptor.frameType(buffer, at);
            if (frameBytes < DataHeaderFlyweight.HEADER_LENGTH) {
                return at;
            }
            if (type == HeaderFlyweight.HDR_TYPE_PAD) {
                // Of padding only the header is sent.
                return frameBytes <= MAX_TERM_BYTES - termOffset ? at + DataHeaderFlyweight.HEADER_LENGTH : at;
            }
            final int end = at + BitUtil.align(Math.min(frameBytes, length + 1), FrameDescriptor.FRAME_ALIGNMENT);
            if (type != HeaderFlyweight.HDR_TYPE_DATA || end > length) {
                return at;
            }
            at = end;
        }
        return at;
    }

    private static boolean isNext(final UnsafeBuffer buffer, final int at, final int firstTermOffset) {
        return DataHeaderFlyweight.sessionId(buffer, at) == DataHeaderFlyweight.sessionId(buffer, 0)
                && DataHeaderFlyweight.streamId(buffer, at) == DataHeaderFlyweight.streamId(buffer, 0)
                && DataHeaderFlyweight.termId(buffer, at) == DataHeaderFlyweight.termId(buffer, 0)
                && DataHeaderFlyweight.termOffset(buffer, at) == firstTermOffset + at;
    }
}
