/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.simulation.schedule.Action;
import io.totemic.simulation.schedule.FrameStream;
import io.totemic.simulation.schedule.LinkConditions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * The network between the simulated nodes: each direction between two nodes, and each stream on it, delays, loses, doubles,
 * reorders and damages frames in its own way.
 */
final class SimulatedNetwork {

    /** A queue longer than this overflows: what would wait longer is lost, as in any switch. */
    private static final long QUEUE_MAX_NS = 500_000_000L;

    private static final double NS_PER_SECOND = 1e9;

    /** One direction between two nodes, for one stream. */
    private static final class Path {
        private LinkConditions conditions;
        private long lastArrivalNs;
    }

    /** One direction between two nodes. */
    private static final class Link {
        private final Path[] paths = new Path[FrameStream.values().length];
        private boolean isCut;
        private long busyUntilNs;

        private Link(final LinkConditions conditions) {
            for (int i = 0; i < paths.length; i++) {
                paths[i] = new Path();
                paths[i].conditions = conditions;
            }
        }
    }

    private final SimulatedScheduling scheduling;
    private final int nodes;
    private final SimulatedLinks[] attached;
    private final Link[][] links;
    private final int[] partOf;
    private LinkConditions usual;
    private long carried;
    private long cut;
    private long lost;
    private long overflowed;
    private long duplicated;
    private long reordered;
    private long corrupted;
    private Attacker attacker;

    SimulatedNetwork(final SimulatedScheduling scheduling, final int nodes, final LinkConditions usual) {
        this.scheduling = scheduling;
        this.nodes = nodes;
        this.usual = usual;
        attached = new SimulatedLinks[nodes + 1];
        partOf = new int[nodes + 1];
        links = new Link[nodes + 1][nodes + 1];
        for (final Link[] from : links) {
            for (int to = 0; to < from.length; to++) {
                from[to] = new Link(usual);
            }
        }
    }

    /** From here on somebody is on the network; before any node is. */
    void attackedBy(final long meanIntervalMs, final long clusterId, final Consumer<String> violations) {
        attacker = new Attacker(scheduling, nodes, clusterId, meanIntervalMs, this::bring, violations);
    }

    void attach(final SimulatedLinks newLinks) {
        attached[newLinks.self().value()] = newLinks;
        if (attacker != null) {
            attacker.started(newLinks.self().value());
        }
    }

    /** A node has let a frame through to its rooms. */
    void taken(final NodeId node, final byte[] frame) {
        if (attacker != null) {
            attacker.taken(node.value(), frame);
        }
    }

    /** A node has dropped a key. */
    void retired(final NodeId node, final int keyId) {
        if (attacker != null) {
            attacker.retired(node.value(), keyId);
        }
    }

    void detach(final SimulatedLinks oldLinks) {
        final int node = oldLinks.self().value();
        if (attached[node] == oldLinks) {
            attached[node] = null;
        }
    }

    /** Does what a schedule says about the network; returns false if the action is about something else. */
    boolean apply(final Action action) {
        if (action instanceof Action.Partition partition) {
            partition(partition);
        } else if (action instanceof Action.Join) {
            Arrays.fill(partOf, 0);
        } else if (action instanceof Action.Cut cut) {
            setCut(cut.from(), cut.to(), true);
        } else if (action instanceof Action.Mend mend) {
            setCut(mend.from(), mend.to(), false);
        } else if (action instanceof Action.Degrade degrade) {
            for (final FrameStream stream : degrade.streams()) {
                degrade(degrade.from(), degrade.to(), stream, degrade.conditions());
            }
        } else if (action instanceof Action.Restore restore) {
            for (final FrameStream stream : FrameStream.values()) {
                degrade(restore.from(), restore.to(), stream, usual);
            }
        } else {
            return false;
        }
        return true;
    }

    /** Whom each node would hear if all were up. */
    SortedMap<NodeId, NodeSet> heardBy() {
        final SortedMap<NodeId, NodeSet> heardBy = new TreeMap<>();
        for (int to = 1; to <= nodes; to++) {
            final List<NodeId> heard = new ArrayList<>();
            for (int from = 1; from <= nodes; from++) {
                if (from != to && !links[from][to].isCut && partOf[from] == partOf[to]) {
                    heard.add(NodeId.of(from));
                }
            }
            heardBy.put(NodeId.of(to), NodeSet.copyOf(heard));
        }
        return heardBy;
    }

    /** Everybody hears everybody, and no frame is lost any more. */
    void heal() {
        usual = usual.calmed();
        Arrays.fill(partOf, 0);
        for (final Link[] from : links) {
            for (final Link link : from) {
                link.isCut = false;
                for (final Path path : link.paths) {
                    path.conditions = usual;
                }
            }
        }
    }

    /** What was done to frames so far. */
    NetworkCounts counts() {
        return new NetworkCounts(
                carried,
                cut,
                lost,
                overflowed,
                duplicated,
                reordered,
                corrupted,
                attacker == null ? 0 : attacker.injected());
    }

    void broadcast(
            final NodeId from,
            final FrameStream stream,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        for (int to = 1; to <= nodes; to++) {
            if (to != from.value() && attached[to] != null) {
                send(from.value(), to, stream, buffer, offset, length);
            }
        }
    }

    void send(
            final NodeId from,
            final NodeId to,
            final FrameStream stream,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        send(from.value(), to.value(), stream, buffer, offset, length);
    }

    private void send(
            final int from,
            final int to,
            final FrameStream stream,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final Link link = links[from][to];
        final Path path = link.paths[stream.index()];
        final LinkConditions conditions = path.conditions;
        if (attacker != null) {
            final byte[] heard = new byte[length];
            buffer.getBytes(offset, heard);
            attacker.sent(from, to, stream, heard);
        }
        if (link.isCut || partOf[from] != partOf[to]) {
            cut++;
            return;
        }
        if (happens(conditions.lossPerMille())) {
            lost++;
            return;
        }
        final long leavesNs = departureNs(link, conditions, length);
        if (leavesNs - scheduling.nowNs() > QUEUE_MAX_NS) {
            overflowed++;
            return;
        }
        final byte[] frame = new byte[length];
        buffer.getBytes(offset, frame);
        if (happens(conditions.corruptionPerMille())) {
            corrupted++;
            final SplittableRandom random = scheduling.random();
            frame[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        }
        deliver(to, stream, path, leavesNs, frame);
        if (happens(conditions.duplicationPerMille())) {
            duplicated++;
            deliver(to, stream, path, leavesNs, frame);
        }
    }

    private long departureNs(final Link link, final LinkConditions conditions, final int length) {
        if (conditions.bytesPerSecond() == 0) {
            return scheduling.nowNs();
        }
        final long beginsNs = Math.max(scheduling.nowNs(), link.busyUntilNs);
        if (beginsNs - scheduling.nowNs() <= QUEUE_MAX_NS) {
            link.busyUntilNs = beginsNs + (long) (length * NS_PER_SECOND / conditions.bytesPerSecond());
        }
        return beginsNs;
    }

    private void deliver(
            final int to, final FrameStream stream, final Path path, final long leavesNs, final byte[] frame) {
        long atNs =
                leavesNs + path.conditions.minDelayNs() + scheduling.exponential(path.conditions.meanExtraDelayNs());
        if (happens(path.conditions.reorderPerMille())) {
            reordered++;
        } else {
            // A stream keeps its order, as Aeron's do.
            atNs = Math.max(atNs, path.lastArrivalNs);
            path.lastArrivalNs = atNs;
        }
        carried++;
        scheduling.schedule(atNs - scheduling.nowNs(), () -> bring(to, stream, frame));
    }

    private void bring(final int to, final FrameStream stream, final byte[] frame) {
        final SimulatedLinks receiver = attached[to];
        if (receiver != null) {
            receiver.arrived(stream, frame);
        }
    }

    private boolean happens(final int perMille) {
        return perMille > 0 && scheduling.random().nextInt(1000) < perMille;
    }

    private void partition(final Action.Partition partition) {
        for (int node = 1; node <= nodes; node++) {
            // Alone, unless a part has it.
            partOf[node] = -node;
        }
        for (int part = 0; part < partition.parts().size(); part++) {
            for (final NodeId node : partition.parts().get(part)) {
                partOf[node.value()] = part + 1;
            }
        }
    }

    private void setCut(final NodeSet from, final NodeSet to, final boolean isCut) {
        for (final NodeId sender : from) {
            for (final NodeId receiver : to) {
                links[sender.value()][receiver.value()].isCut = isCut;
            }
        }
    }

    private void degrade(
            final NodeSet from, final NodeSet to, final FrameStream stream, final LinkConditions conditions) {
        for (final NodeId sender : from) {
            for (final NodeId receiver : to) {
                links[sender.value()][receiver.value()].paths[stream.index()].conditions = conditions;
            }
        }
    }
}
