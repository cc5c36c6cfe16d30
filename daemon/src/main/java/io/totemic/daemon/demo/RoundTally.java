/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one node saw of one round: a hash over (sender, payload) in the order of delivery. Two nodes have the same hash only if
 * they were delivered the same messages in the same order.
 */
final class RoundTally {

    private final MessageDigest digest;
    private final SortedSet<Integer> ended = new TreeSet<>();
    private int count;
    private int turns;
    private int lastSender;

    RoundTally() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    /** The next message of the round. */
    void delivered(final int sender, final byte[] payload) {
        digest.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(sender)
                .putInt(payload.length)
                .array());
        digest.update(payload);
        count++;
        if (sender != lastSender) {
            turns++;
            lastSender = sender;
        }
    }

    /** The sender said that this was all. */
    void ended(final int sender) {
        ended.add(sender);
    }

    /** Whether all of them said that this was all. */
    boolean hasEnded(final Iterable<Integer> senders) {
        for (final int sender : senders) {
            if (!ended.contains(sender)) {
                return false;
            }
        }
        return true;
    }

    /** Messages so far. */
    int count() {
        return count;
    }

    /** How often the sender was another one than that of the message before. */
    int turns() {
        return turns;
    }

    /** Hash so far, in hexadecimal. May be asked more than once. */
    String sha256() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (final CloneNotSupportedException notClonable) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", notClonable);
        }
    }
}
