/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.group.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a replica wants to send. One message is handed over at a time, and the next when that was accepted, so that requests keep their
 * order though a multicast may be refused; meanwhile the requests that wait become one message. What the members agree by goes first.
 */
final class Outbox {

    /** Requests are put into one message until it is so long. */
    private static final int BATCH_BYTES = 32 * 1024;

    private final int waitingBytesMax;
    private final ArrayDeque<ReplicaMessage> protocol = new ArrayDeque<>();
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private ReplicaMessage handedOver;
    private boolean isStale;
    private boolean isRefused;
    private boolean isRoomTold;

    Outbox(final int waitingBytesMax) {
        this.waitingBytesMax = waitingBytesMax;
    }

    /** A message of the agreement. */
    void add(final ReplicaMessage message) {
        protocol.addLast(message);
    }

    /** A request; false if too many wait. */
    boolean offer(final Entry entry) {
        if (waitingBytes + entry.bytes() > waitingBytesMax) {
            return false;
        }
        waiting.addLast(entry);
        waitingBytes += entry.bytes();
        return true;
    }

    /** Requests that were sent in vain, to be sent again before those that wait, in this order. */
    void putBack(final List<Entry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            waiting.addFirst(entries.get(i));
            waitingBytes += entries.get(i).bytes();
        }
    }

    /** What was to be said in rounds up to now need not be said any more. */
    void forgetRounds() {
        protocol.clear();
        isStale = handedOver != null && !(handedOver instanceof ReplicaMessage.Requests);
    }

    /** Takes away all requests that wait. */
    void drainWaiting(final Consumer<Entry> consumer) {
        for (Entry entry = waiting.pollFirst(); entry != null; entry = waiting.pollFirst()) {
            consumer.accept(entry);
        }
        waitingBytes = 0;
    }

    /** Hands over what comes next, if anything may be. */
    void send(final boolean isServing, final Effects<ReplicaEffect> out) {
        if (handedOver != null || isRefused) {
            return;
        }
        if (!protocol.isEmpty()) {
            handedOver = protocol.pollFirst();
        } else if (isServing && !waiting.isEmpty()) {
            handedOver = batch();
        } else {
            return;
        }
        isStale = false;
        isRoomTold = false;
        out.add(new ReplicaEffect.Multicast(handedOver));
    }

    private ReplicaMessage batch() {
        final List<Entry> entries = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty()
                && (entries.isEmpty() || bytes + waiting.peekFirst().bytes() <= BATCH_BYTES)) {
            final Entry entry = waiting.pollFirst();
            bytes += entry.bytes();
            entries.add(entry);
        }
        waitingBytes -= bytes;
        return new ReplicaMessage.Requests(entries);
    }

    void onSendResult(final SendResult result) {
        if (!result.isAccepted()) {
            if (handedOver instanceof ReplicaMessage.Requests requests) {
                putBack(requests.entries());
            } else if (!isStale) {
                protocol.addFirst(handedOver);
            }
            // The word that there is room again may have been faster than the refusal.
            isRefused = !isRoomTold;
        }
        handedOver = null;
    }

    /** There is room again. */
    void onRoom() {
        isRefused = false;
        isRoomTold = true;
    }
}
