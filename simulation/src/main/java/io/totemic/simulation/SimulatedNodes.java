/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.NodeGuardian;
import io.totemic.NodeSettings;
import io.totemic.protocol.NodeId;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.Done;

/** The nodes of a run: who is up, who is leaving, what outlives their incarnations; and what is done to them. */
@SuppressWarnings("FutureReturnValueIgnored") // completed on this thread, by callbacks that only write down
final class SimulatedNodes {

    /** Sees the incarnations of nodes come and go. */
    interface Lives {
        /** A node has been started; its rooms are not there yet. */
        void started(SimulatedNode node, RingNames names);

        /** A node has crashed, or begins to leave. */
        void ended(Trace.ProcessId process);
    }

    /** What a node has besides its incarnation. */
    private static final class Place {
        private final NodeSettings settings;
        private final SimulatedDisk disk;
        private final SimulatedClock clock;
        private final SimulatedKeys keys;
        private int incarnations;
        private int lossesAtStart;
        private int slowness = 1;
        private SimulatedNode running;
        private SimulatedNode leaving;
        private boolean startsWhenGone;

        private Place(
                final NodeSettings settings,
                final SimulatedScheduling scheduling,
                final boolean isFaulty,
                final SimulatedKeys keys) {
            this.keys = keys;
            this.settings = settings;
            disk = new SimulatedDisk(scheduling, isFaulty);
            clock = new SimulatedClock(scheduling);
        }
    }

    private final SimulatedSystem system;
    private final SimulatedScheduling scheduling;
    private final SimulatedNetwork network;
    private final Trace trace;
    private final Lives lives;
    private final Consumer<String> violations;
    private final TreeMap<NodeId, Place> places = new TreeMap<>();

    SimulatedNodes(
            final SimulatedSystem system,
            final List<NodeSettings> settings,
            final SimulatedNetwork network,
            final boolean hasFaultyDisks,
            final Trace trace,
            final Lives lives,
            final Consumer<String> violations) {
        this.system = system;
        this.network = network;
        this.trace = trace;
        this.lives = lives;
        this.violations = violations;
        scheduling = system.scheduling();
        for (final NodeSettings each : settings) {
            places.put(
                    each.self().nodeId(),
                    new Place(
                            each,
                            scheduling,
                            hasFaultyDisks,
                            new SimulatedKeys(each.self().nodeId(), network)));
        }
    }

    /** Does what a schedule says about nodes and the network; returns false if the action is about something else. */
    boolean apply(final Action action) {
        if (network.apply(action)) {
            return true;
        }
        if (action instanceof Action.Start start) {
            start(start.node());
        } else if (action instanceof Action.Crash crash) {
            crash(crash.node());
        } else if (action instanceof Action.Leave leave) {
            leave(leave.node());
        } else if (action instanceof Action.Pause pause) {
            final SimulatedNode node = place(pause.node()).running;
            if (node != null) {
                node.pause(pause.durationNs());
            }
        } else if (action instanceof Action.Slow slow) {
            slow(place(slow.node()), slow.factor());
        } else if (action instanceof Action.JumpClock jump) {
            place(jump.node()).clock.jump(jump.byNs());
            trace.quorum().clockJumped(jump.node(), scheduling.nowNs());
        } else if (action instanceof Action.LoseDisk lose) {
            place(lose.node()).disk.lose();
        } else if (action instanceof Action.StoreRing store) {
            place(store.node()).disk.put(store.ringSeq());
        } else if (action instanceof Action.SlowDisk slow) {
            place(slow.node()).disk.slow(slow.writeNs());
        } else if (action.isOfKeys()) {
            final Place place = place(action.keyOperator());
            place.keys.apply(action, place.running);
        } else {
            return false;
        }
        return true;
    }

    /** Nothing is wrong any more with the network, disks and nodes that are up; who is down stays down. */
    void heal() {
        network.heal();
        places.values().forEach(place -> {
            place.disk.heal();
            place.slowness = 1;
            if (place.running != null) {
                place.running.heal();
            }
            if (place.leaving != null) {
                place.leaving.heal();
            }
        });
    }

    /** The incarnation that is up, or null. */
    SimulatedNode running(final NodeId node) {
        return place(node).running;
    }

    /** Who is up, ascending. */
    List<SimulatedNode> running() {
        final List<SimulatedNode> up = new ArrayList<>();
        places.values().stream().filter(place -> place.running != null).forEach(place -> up.add(place.running));
        return up;
    }

    /** What became of the keys of all. */
    KeyCounts keyCounts() {
        return places.values().stream().map(place -> place.keys.counts()).reduce(KeyCounts.NONE, KeyCounts::plus);
    }

    /** If all are healed and have had their time: those that are up and encrypt seal with one key. */
    void checkKeys(final Consumer<String> report) {
        final TreeMap<Integer, List<NodeId>> byKey = new TreeMap<>();
        places.forEach((node, place) -> {
            if (place.running != null && place.settings.protection().isPresent()) {
                byKey.computeIfAbsent(place.keys.active(), key -> new ArrayList<>())
                        .add(node);
            }
        });
        if (byKey.size() > 1) {
            report.accept("nodes seal with different keys at the end: " + byKey);
        }
    }

    /** Ends all, which is no part of the run any more. */
    void endAll() {
        for (final Place place : places.values()) {
            if (place.running != null) {
                lives.ended(place.running.process());
                place.running.crash();
            }
            if (place.leaving != null) {
                place.leaving.crash();
            }
            place.running = null;
            place.leaving = null;
        }
    }

    private Place place(final NodeId node) {
        final Place place = places.get(node);
        if (place == null) {
            throw new IllegalArgumentException("node " + node + " is not among " + places.keySet());
        }
        return place;
    }

    private void start(final NodeId node) {
        final Place place = place(node);
        if (place.leaving != null) {
            place.startsWhenGone = true;
            return;
        }
        if (place.running != null) {
            return;
        }
        final Trace.ProcessId process = new Trace.ProcessId(node, ++place.incarnations);
        trace.started(process, scheduling.nowNs());
        if (place.disk.losses() > place.lossesAtStart) {
            place.lossesAtStart = place.disk.losses();
            trace.diskLost(process);
        }
        final RingNames names = new RingNames(representative -> {
            final Place of = places.get(representative);
            return of == null ? 0 : of.lossesAtStart;
        });
        final SimulatedNode started = new SimulatedNode(
                system,
                place.settings.protection().isPresent() ? place.settings.with(place.keys.protection()) : place.settings,
                process,
                network,
                place.disk,
                place.keys,
                place.clock,
                new TraceProbe(trace, process, names, scheduling::nowNs));
        place.running = started;
        started.slow(place.slowness);
        lives.started(started, names);
        started.terminated().whenComplete((done, failure) -> {
            if (failure != null) {
                violations.accept(process + " failed: " + failure);
                stop(started);
            }
        });
    }

    private void crash(final NodeId node) {
        final Place place = place(node);
        final SimulatedNode crashed = place.running;
        if (crashed != null) {
            end(place);
            stop(crashed);
        }
    }

    private void leave(final NodeId node) {
        final Place place = place(node);
        final SimulatedNode leaving = place.running;
        if (leaving == null) {
            return;
        }
        // What it was promised is not kept any more.
        end(place);
        place.leaving = leaving;
        if (!leaving.rooms().isDone()) {
            gone(place);
            return;
        }
        final CompletableFuture<Done> left = new CompletableFuture<>();
        left.thenRun(() -> scheduling.schedule(0, () -> {
            if (place.leaving == leaving) {
                gone(place);
            }
        }));
        trace.leaving(node);
        final NodeGuardian.Rooms rooms = leaving.rooms().join();
        rooms.guardian().tell(new NodeGuardian.Leave(left));
        leaving.wake();
    }

    private void end(final Place place) {
        trace.crashed(place.running.process());
        lives.ended(place.running.process());
        place.running = null;
    }

    private void stop(final SimulatedNode node) {
        trace.ended(node.process(), scheduling.nowNs());
        node.crash();
    }

    private void gone(final Place place) {
        if (place.leaving != null) {
            final SimulatedNode gone = place.leaving;
            place.leaving = null;
            stop(gone);
            if (place.startsWhenGone) {
                place.startsWhenGone = false;
                start(gone.process().node());
            }
        }
    }

    private static void slow(final Place place, final int factor) {
        place.slowness = factor;
        if (place.running != null) {
            place.running.slow(factor);
        }
    }
}
