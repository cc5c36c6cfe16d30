/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.MemberListener;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Hashes what is delivered between two changes of the ring, and checks that the numbers of each sender have neither gaps nor
 * repetitions. Everything is called by one thread.
 */
final class SequenceRecorder implements MemberListener {

    private static final long HASH_SEED = 0x9E37_79B9_7F4A_7C15L;

    private final Consumer<String> parent;
    private final int self;
    private final AtomicLong ownDelivered;
    private final CRC32C checksum = new CRC32C();
    private final Map<Integer, LastOf> senders = new TreeMap<>();
    private LastOf lastSender = new LastOf(-1);
    private DeliveryMeter meter;
    private RingId ringId;
    private String ring = "";
    private long hash = HASH_SEED;
    private long messages;
    private long faults;

    /** What was last delivered of one node. */
    private static final class LastOf {
        private final int node;
        private boolean isKnown;
        private long life;
        private long number;

        private LastOf(final int node) {
            this.node = node;
        }
    }

    /**
     * A recorder that tells {@code parent} lines.
     *
     * @param self whose messages are our own
     * @param ownDelivered set to the number of the last of them
     */
    SequenceRecorder(final Consumer<String> parent, final int self, final AtomicLong ownDelivered) {
        this.parent = parent;
        this.self = self;
        this.ownDelivered = ownDelivered;
    }

    @Override
    public void onEvents(final List<MemberEvent> events) {
        final long nowNs = System.nanoTime();
        for (final MemberEvent event : events) {
            if (event instanceof MemberEvent.Delivered delivered) {
                onDelivered(delivered, nowNs);
            } else if (event instanceof MemberEvent.ConfigurationChanged changed) {
                onChanged(changed);
            }
        }
    }

    /** Measures latencies and throughput from now on. */
    void measure() {
        meter = new DeliveryMeter(System.nanoTime());
        parent.accept("MEASURING");
    }

    /** Tells the parent what was measured. */
    void endMeasure() {
        parent.accept("MEASURED " + meter.latenciesAsWord() + " " + meter.slicesAsWord());
        meter = null;
    }

    /** Tells the parent what was delivered of each sender, and the hash since the last change of the ring. */
    void report() {
        parent.accept("SEQUENCE " + messages + " " + Long.toHexString(hash));
        parent.accept("DELIVERED " + faults + " "
                + senders.values().stream()
                        .map(sender -> sender.node + ":" + sender.life + ":" + sender.number)
                        .collect(Collectors.joining(",")));
    }

    private void onDelivered(final MemberEvent.Delivered delivered, final long nowNs) {
        final ByteBuffer payload = ByteBuffer.wrap(delivered.payload());
        final long life = payload.getLong();
        if (life == SequenceWriter.FLOOD_LIFE) {
            return;
        }
        final long number = payload.getLong();
        final long dueNs = payload.getLong();
        if (life == SequenceWriter.ONE_LIFE) {
            parent.accept("ONE " + (System.nanoTime() - dueNs));
            return;
        }
        final LastOf sender = senderOf((int) delivered.sender().node().unsigned());
        checksum.reset();
        checksum.update(delivered.payload());
        mix(((long) sender.node << Integer.SIZE) | (delivered.position().seq() & 0xFFFF_FFFFL));
        mix(checksum.getValue());
        messages++;
        if (sender.isKnown && sender.life == life && sender.number + 1 != number) {
            faults++;
            parent.accept("FAULT " + sender.node + " " + sender.number + " " + number + " "
                    + delivered.position().ringId());
        }
        sender.isKnown = true;
        sender.life = life;
        sender.number = number;
        if (meter != null) {
            meter.onDelivered(dueNs, nowNs);
        }
        if (sender.node == self && life == SequenceWriter.LIFE) {
            ownDelivered.lazySet(number);
        }
    }

    private LastOf senderOf(final int node) {
        if (lastSender.node != node) {
            lastSender = senders.computeIfAbsent(node, LastOf::new);
        }
        return lastSender;
    }

    /** Each hash follows from all before: the finalizer of splitmix64, which maps different values to different ones. */
    private void mix(final long value) {
        long mixed = hash ^ value;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        hash = (mixed ^ (mixed >>> 31)) + HASH_SEED;
    }

    private void onChanged(final MemberEvent.ConfigurationChanged changed) {
        final GroupConfiguration configuration = changed.configuration();
        // The first that we are told is our own join.
        if (configuration.isRegular() && ringId != null && !ringId.equals(configuration.ringId())) {
            onRingChanged(configuration);
        }
        ringId = configuration.ringId();
        if (!changed.joined().isEmpty() || !changed.left().isEmpty()) {
            parent.accept("GROUP " + changed.members().size());
        }
    }

    private void onRingChanged(final GroupConfiguration changed) {
        // Before our first ring we have seen only the end of a configuration.
        if (!ring.isEmpty()) {
            // Two may go between the same rings by different ones, of which groups are told nothing: not together.
            parent.accept("SEGMENT " + ring + " " + changed.ringId() + "/" + words(changed.companions()) + " "
                    + messages + " " + Long.toHexString(hash));
        }
        hash = HASH_SEED;
        ring = changed.ringId().toString();
        messages = 0;
        parent.accept("RING " + changed.ringId() + " " + words(changed.nodes()));
    }

    private static String words(final Iterable<NodeId> nodes) {
        final StringBuilder words = new StringBuilder();
        nodes.forEach(node -> words.append(words.isEmpty() ? "" : ",").append(node));
        return words.toString();
    }
}
