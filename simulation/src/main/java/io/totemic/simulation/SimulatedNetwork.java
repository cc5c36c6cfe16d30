/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.protocol.NodeId;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** The network between the simulated nodes: each directed link delays, loses, doubles, reorders and damages frames. */
final class SimulatedNetwork {

    private static final int STREAMS = 3;

    private final SimulatedScheduling scheduling;
    private final NetworkOptions options;
    private final TreeMap<NodeId, SimulatedLinks> attached = new TreeMap<>();
    private final TreeMap<NodeId, Integer> partitionOf = new TreeMap<>();
    private final TreeMap<Long, Long> lastArrivalNs = new TreeMap<>();
    private final TreeMap<NodeId, Integer> lossTo = new TreeMap<>();
    private boolean isFaulty = true;
    private long carriedFrames;

    SimulatedNetwork(final SimulatedScheduling scheduling, final NetworkOptions options) {
        this.scheduling = scheduling;
        this.options = options;
    }

    void attach(final SimulatedLinks links) {
        attached.put(links.self(), links);
    }

    void detach(final SimulatedLinks links) {
        attached.remove(links.self(), links);
    }

    /** Puts a node on one side of a partition; nodes of one number hear each other. */
    void partition(final NodeId node, final int side) {
        partitionOf.put(node, side);
    }

    /** Of 1000 frames to {@code node} so many more are lost from now on. */
    void deafen(final NodeId node, final int lossPerMille) {
        lossTo.put(node, lossPerMille);
    }

    /** Everybody hears everybody, and no frame is lost any more. */
    void heal() {
        lossTo.clear();
        partitionOf.clear();
        isFaulty = false;
    }

    /** Everybody hears everybody. */
    void join() {
        partitionOf.clear();
    }

    long carriedFrames() {
        return carriedFrames;
    }

    void broadcast(final NodeId from, final int stream, final DirectBuffer buffer, final int offset, final int length) {
        for (final NodeId to : attached.keySet()) {
            if (!to.equals(from)) {
                send(from, to, stream, buffer, offset, length);
            }
        }
    }

    void send(
            final NodeId from,
            final NodeId to,
            final int stream,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final SplittableRandom random = scheduling.random();
        if (!partitionOf.getOrDefault(from, 0).equals(partitionOf.getOrDefault(to, 0))
                || happens(options.lossPerMille())
                || happens(lossTo.getOrDefault(to, 0))) {
            return;
        }
        final byte[] frame = new byte[length];
        buffer.getBytes(offset, frame);
        if (happens(options.corruptionPerMille())) {
            frame[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        }
        deliver(from, to, stream, frame);
        if (happens(options.duplicationPerMille())) {
            deliver(from, to, stream, frame);
        }
    }

    private void deliver(final NodeId from, final NodeId to, final int stream, final byte[] frame) {
        final double extra = -Math.log(1.0 - scheduling.random().nextDouble()) * options.meanExtraDelayNs();
        long atNs = scheduling.nowNs() + options.minDelayNs() + (long) extra;
        final long link = (from.unsigned() << 32 | to.unsigned()) * STREAMS + stream;
        if (!happens(options.reorderPerMille())) {
            // A stream keeps its order, as Aeron's do.
            atNs = Math.max(atNs, lastArrivalNs.getOrDefault(link, 0L));
            lastArrivalNs.put(link, atNs);
        }
        carriedFrames++;
        scheduling.schedule(atNs - scheduling.nowNs(), () -> {
            final SimulatedLinks links = attached.get(to);
            if (links != null) {
                links.arrived(stream, frame);
            }
        });
    }

    private boolean happens(final int perMille) {
        return isFaulty && perMille > 0 && scheduling.random().nextInt(1000) < perMille;
    }
}
