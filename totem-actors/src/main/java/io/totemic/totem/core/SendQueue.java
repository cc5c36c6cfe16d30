/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Messages that wait for the token, and the packing of them into frames.
 *
 * <p>Two lines: the sync barrier's messages go first, and the application's wait while they are blocked, which is from the
 * installation of a ring until its members are synchronised. A message that a ring has only partly taken is sent again from
 * its start on the next one, and its first part is discarded by all receivers; so it is delivered once, on one ring.
 */
final class SendQueue {

    private final Deque<OutgoingMessage> sync = new ArrayDeque<>();
    private final Deque<OutgoingMessage> application = new ArrayDeque<>();
    private final int maxPayloadBytes;
    private final PacketBuilder packet;
    private boolean isApplicationBlocked = true;
    private long waitingBytes;

    // Of the message at the head of its line that is partly sent: bytes taken, service byte included.
    private Deque<OutgoingMessage> partial;
    private int partialOffset;
    private int fragmentId;

    private long returnableBytes;

    SendQueue(final int maxPayloadBytes) {
        this.maxPayloadBytes = maxPayloadBytes;
        packet = new PacketBuilder(maxPayloadBytes);
    }

    void add(final OutgoingMessage message) {
        (message.service() == ServiceId.SYNC ? sync : application).addLast(message);
        waitingBytes += queuedBytes(message);
    }

    /** A ring was installed: the barrier goes first, and what is partly sent starts anew. */
    void onInstall() {
        isApplicationBlocked = true;
        for (OutgoingMessage stale = sync.pollFirst(); stale != null; stale = sync.pollFirst()) {
            waitingBytes -= queuedBytes(stale);
        }
        partial = null;
        partialOffset = 0;
        fragmentId = 0;
    }

    /** The members are synchronised: application messages may go. */
    void unblockApplication() {
        isApplicationBlocked = false;
    }

    /** Whether nothing can be sent now. */
    boolean isEmpty() {
        return sync.isEmpty() && (isApplicationBlocked || application.isEmpty());
    }

    /** Frames that would be needed for what waits; an estimate for flow control. */
    int backlogFrames() {
        return isEmpty() ? 0 : (int) Math.min(Integer.MAX_VALUE / 2, waitingBytes / maxPayloadBytes + 1);
    }

    /** Bytes of messages of groups completely packed since the last call, for the return of credit: others have none. */
    long takeReturnableBytes() {
        final long bytes = returnableBytes;
        returnableBytes = 0;
        return bytes;
    }

    /** The next packet, at most the longest payload; null if nothing can be sent. Safe if any message in it is. */
    Packet nextPacket() {
        if (isEmpty()) {
            return null;
        }
        boolean isSafe = false;
        packet.begin(partial == null ? 0 : fragmentId);
        boolean isFragmented = false;
        while (!isFragmented) {
            final Deque<OutgoingMessage> line = nextLine();
            if (line == null) {
                break;
            }
            final OutgoingMessage message = line.peekFirst();
            final int remaining = message.lengthBytes() + PacketLayout.SERVICE_BYTES - partialOffset;
            final int room = packet.roomForMessage();
            if (room < Math.min(remaining, PacketBuilder.SMALLEST_FRAGMENT_BYTES)) {
                break;
            }
            final int taken = Math.min(remaining, room);
            packet.append(message, partialOffset, taken);
            isSafe |= message.isSafe();
            isFragmented = taken < remaining;
            if (isFragmented) {
                partial = line;
                partialOffset += taken;
                fragmentId = fragmentId % PacketLayout.FRAGMENT_ID_MAX + 1;
            } else {
                complete(line);
            }
        }
        return new Packet(packet.build(isFragmented ? fragmentId : 0), isSafe);
    }

    private Deque<OutgoingMessage> nextLine() {
        if (partial != null) {
            return partial;
        }
        if (!sync.isEmpty()) {
            return sync;
        }
        return isApplicationBlocked || application.isEmpty() ? null : application;
    }

    private void complete(final Deque<OutgoingMessage> line) {
        final OutgoingMessage message = line.removeFirst();
        waitingBytes -= queuedBytes(message);
        if (message.service() == ServiceId.CPG) {
            returnableBytes += message.lengthBytes();
        }
        partial = null;
        partialOffset = 0;
    }

    private static int queuedBytes(final OutgoingMessage message) {
        return message.lengthBytes() + PacketLayout.SERVICE_BYTES + PacketLayout.LENGTH_BYTES;
    }
}
