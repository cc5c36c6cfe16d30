/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.group.GroupMember;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A member of a group on this node. Called only by the cpg actor. */
final class LocalMember {

    /** A multicast whose sender wants to hear of its delivery. */
    record Awaited(long ordinal, long ticket) {}

    final GroupMember member;
    final String group;

    /** What stands before the payload of each of its messages. */
    final byte[] multicastHeader;

    final Subscription subscription;
    final Deque<Awaited> awaited = new ArrayDeque<>();

    /** Payloads of its multicasts in one piece that were not delivered yet, in order. */
    final Deque<byte[]> sent = new ArrayDeque<>();

    boolean isJoined;
    boolean isLeaving;

    /** It is to leave as soon as its large message is through. */
    boolean isLeaveWaiting;

    /** One of its multicasts was refused for want of room. */
    boolean isTryingAgain;

    /** Who waits for room for it, by ticket. */
    final List<Long> awaitingRoom = new ArrayList<>();

    /** What it may still send while the ring is held back. */
    long allowanceBytes;

    /** Its large message that has not been delivered yet; null if there is none. */
    LargeMessage large;

    int chains;
    long accepted;
    private long delivered;

    LocalMember(final GroupMember member, final String group, final long windowBytes) {
        this.member = member;
        this.group = group;
        multicastHeader = CpgMessage.multicastHeader(member.number());
        subscription = new Subscription(windowBytes);
    }

    /** One of its messages was delivered, and they are in the order in which they were accepted; the ticket that awaits it, or -1. */
    long onOwnDelivered() {
        delivered++;
        if (awaited.isEmpty() || awaited.peekFirst().ordinal() != delivered) {
            return -1;
        }
        return awaited.pollFirst().ticket();
    }
}
