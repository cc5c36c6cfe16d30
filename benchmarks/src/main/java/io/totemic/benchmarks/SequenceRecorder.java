/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.MemberEvent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Hashes what is delivered between two changes of the ring, and checks that the numbers of each sender have neither gaps nor
 * repetitions. Takes group events, {@link Report}, {@link Measure} and {@link EndMeasure}.
 */
final class SequenceRecorder extends AbstractBehavior<Object> {

    /** Tell the parent what was delivered of each sender, and the hash since the last change of the ring. */
    record Report() {}

    /** Measure latencies and throughput from now on. */
    record Measure() {}

    /** Tell the parent what was measured. */
    record EndMeasure() {}

    private static final int SHOWN_HASH_BYTES = 8;

    private final Consumer<String> parent;
    private final int self;
    private final AtomicLong ownDelivered;
    private final MessageDigest digest = newDigest();
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer digested = ByteBuffer.allocate(3 * Integer.BYTES);
    private final Map<Integer, Long> lives = new TreeMap<>();
    private final Map<Integer, Long> numbers = new TreeMap<>();
    private DeliveryMeter meter;
    private RingId ringId;
    private String ring = "";
    private long messages;
    private long faults;

    /**
     * A recorder that tells {@code parent} lines.
     *
     * @param self whose messages are our own
     * @param ownDelivered set to the number of the last of them
     */
    static Behavior<Object> create(final Consumer<String> parent, final int self, final AtomicLong ownDelivered) {
        return Behaviors.setup(context -> new SequenceRecorder(context, parent, self, ownDelivered));
    }

    private SequenceRecorder(
            final ActorContext<Object> context,
            final Consumer<String> parent,
            final int self,
            final AtomicLong ownDelivered) {
        super(context);
        this.parent = parent;
        this.self = self;
        this.ownDelivered = ownDelivered;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(MemberEvent.Delivered.class, this::onDelivered)
                .onMessage(MemberEvent.ConfigurationChanged.class, this::onChanged)
                .onMessage(MemberEvent.FlowControl.class, open -> this)
                .onMessage(Report.class, report -> onReport())
                .onMessage(Measure.class, begin -> {
                    meter = new DeliveryMeter(System.nanoTime());
                    parent.accept("MEASURING");
                    return this;
                })
                .onMessage(EndMeasure.class, end -> {
                    parent.accept("MEASURED " + meter.latenciesAsWord() + " " + meter.slicesAsWord());
                    meter = null;
                    return this;
                })
                .build();
    }

    private Behavior<Object> onDelivered(final MemberEvent.Delivered delivered) {
        final int sender = (int) delivered.sender().node().unsigned();
        final ByteBuffer payload = ByteBuffer.wrap(delivered.payload());
        final long life = payload.getLong();
        if (life == SequenceWriter.FLOOD_LIFE) {
            return this;
        }
        final long number = payload.getLong();
        final long dueNs = payload.getLong();
        if (life == SequenceWriter.ONE_LIFE) {
            parent.accept("ONE " + (System.nanoTime() - dueNs));
            return this;
        }
        checksum.reset();
        checksum.update(delivered.payload());
        digest.update(digested.clear()
                .putInt(sender)
                .putInt(delivered.position().seq())
                .putInt((int) checksum.getValue())
                .flip());
        messages++;
        final Long lastLife = lives.put(sender, life);
        final Long lastNumber = numbers.put(sender, number);
        if (lastLife != null && lastLife == life && lastNumber + 1 != number) {
            faults++;
            parent.accept("FAULT " + sender + " " + lastNumber + " " + number + " "
                    + delivered.position().ringId());
        }
        if (meter != null) {
            meter.onDelivered(dueNs, System.nanoTime());
        }
        if (sender == self && life == SequenceWriter.LIFE) {
            ownDelivered.lazySet(number);
        }
        return this;
    }

    private Behavior<Object> onReport() {
        parent.accept("SEQUENCE " + messages + " " + hashSoFar());
        parent.accept("DELIVERED " + faults + " "
                + numbers.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + lives.get(entry.getKey()) + ":" + entry.getValue())
                        .collect(Collectors.joining(",")));
        return this;
    }

    private String hashSoFar() {
        try {
            return shown(((MessageDigest) digest.clone()).digest());
        } catch (final CloneNotSupportedException refused) {
            throw new IllegalStateException("the SHA-256 of every JDK can be cloned", refused);
        }
    }

    private static String shown(final byte[] hash) {
        return HexFormat.of().formatHex(hash, 0, SHOWN_HASH_BYTES);
    }

    private Behavior<Object> onChanged(final MemberEvent.ConfigurationChanged changed) {
        final GroupConfiguration configuration = changed.configuration();
        // The first that we are told is our own join.
        if (configuration.isRegular() && ringId != null && !ringId.equals(configuration.ringId())) {
            onRingChanged(configuration);
        }
        ringId = configuration.ringId();
        if (!changed.joined().isEmpty() || !changed.left().isEmpty()) {
            parent.accept("GROUP " + changed.members().size());
        }
        return this;
    }

    private void onRingChanged(final GroupConfiguration changed) {
        final String hash = shown(digest.digest());
        // Before our first ring we have seen only the end of a configuration.
        if (!ring.isEmpty()) {
            parent.accept("SEGMENT " + ring + " " + changed.ringId() + " " + messages + " " + hash);
        }
        ring = changed.ringId().toString();
        messages = 0;
        final StringBuilder nodes = new StringBuilder();
        changed.nodes().forEach(node -> nodes.append(nodes.isEmpty() ? "" : ",").append(node));
        parent.accept("RING " + changed.ringId() + " " + nodes);
    }
}
