/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.cpg.GroupEvent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Hashes what is delivered between two changes of the ring, and checks that the numbers of each sender have neither gaps nor
 * repetitions. Takes group events and {@link Report}.
 */
final class SequenceRecorder extends AbstractBehavior<Object> {

    /** Tell the parent what was delivered of each sender. */
    record Report() {}

    private static final int SHOWN_HASH_BYTES = 8;

    private final Consumer<String> parent;
    private final MessageDigest digest;
    private final Map<Integer, Long> lives = new TreeMap<>();
    private final Map<Integer, Long> numbers = new TreeMap<>();
    private String ring = "";
    private long messages;
    private long faults;

    static Behavior<Object> create(final Consumer<String> parent) {
        return Behaviors.setup(context -> new SequenceRecorder(context, parent));
    }

    private SequenceRecorder(final ActorContext<Object> context, final Consumer<String> parent) {
        super(context);
        this.parent = parent;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(GroupEvent.Delivered.class, this::onDelivered)
                .onMessage(GroupEvent.RingChanged.class, this::onRingChanged)
                .onMessage(GroupEvent.MembersChanged.class, changed -> {
                    parent.accept("GROUP " + changed.members().size());
                    return this;
                })
                .onMessage(Report.class, report -> {
                    parent.accept("DELIVERED " + faults + " "
                            + numbers.entrySet().stream()
                                    .map(entry ->
                                            entry.getKey() + ":" + lives.get(entry.getKey()) + ":" + entry.getValue())
                                    .collect(Collectors.joining(",")));
                    return this;
                })
                .build();
    }

    private Behavior<Object> onDelivered(final GroupEvent.Delivered delivered) {
        final int sender = (int) delivered.sender().node().unsigned();
        final ByteBuffer payload = ByteBuffer.wrap(delivered.payload());
        final long life = payload.getLong();
        final long number = payload.getLong();
        digest.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(sender)
                .putInt(delivered.seq())
                .array());
        digest.update(delivered.payload());
        messages++;
        final Long lastLife = lives.put(sender, life);
        final Long lastNumber = numbers.put(sender, number);
        if (lastLife != null && lastLife == life && lastNumber + 1 != number) {
            faults++;
            parent.accept("FAULT " + sender + " " + lastNumber + " " + number + " " + delivered.ringId());
        }
        return this;
    }

    private Behavior<Object> onRingChanged(final GroupEvent.RingChanged changed) {
        final byte[] hash = digest.digest();
        // Before our first ring we have seen only the end of a configuration.
        if (!ring.isEmpty()) {
            parent.accept("SEGMENT " + ring + " " + changed.ringId() + " " + messages + " "
                    + HexFormat.of().formatHex(hash, 0, SHOWN_HASH_BYTES));
        }
        ring = changed.ringId().toString();
        messages = 0;
        final StringBuilder nodes = new StringBuilder();
        changed.nodes().forEach(node -> nodes.append(nodes.isEmpty() ? "" : ",").append(node));
        parent.accept("RING " + changed.ringId() + " " + nodes);
        return this;
    }
}
