/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.NodeGuardian;
import io.totemic.NodeRuntime;
import io.totemic.NodeSettings;
import io.totemic.config.ClusterConfig;
import io.totemic.membership.RingIdStore;
import io.totemic.protocol.Alarm;
import io.totemic.protocol.Deadlines;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RingTime;
import io.totemic.totem.RingProbe;
import io.totemic.totem.loop.LoopDuty;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One incarnation of a node: the production guardian on a simulated ring loop. Its turns are events; how much of a turn's
 * input is taken is drawn from the seed.
 */
final class SimulatedNode implements RingTime {

    /** The longest data frame of a 1500-byte network. */
    static final int MAX_FRAME_BYTES = 1440;

    /** Most frames of one kind in a turn; small, so that the seed can leave some over. */
    private static final int FRAMES_PER_TURN_MAX = 32;

    /** How long a turn takes. */
    private static final long TURN_NS = 10_000L;

    private static final long NOT_ATTACHED_TURN_NS = 100_000L;
    private static final int TURNS_AFTER_WORK = 2;

    private final SimulatedScheduling scheduling;
    private final NodeId self;
    private final SimulatedLinks links;
    private final ActorRef<Object> user;
    private final CompletableFuture<NodeGuardian.Rooms> rooms = new CompletableFuture<>();
    private final CompletableFuture<Done> terminated = new CompletableFuture<>();
    private LoopDuty duty;
    private boolean isTurnScheduled;
    private int turnsToGo;
    private boolean isDead;
    private long pausedUntilNs;

    /** The ring id file of one node, which outlives its incarnations. */
    static final class Disk implements RingIdStore {
        private static final long MIN_WRITE_NS = 100_000L;
        private static final int WRITE_NS = 2_000_000;
        private static final int SLOW_WRITE_NS = 2_000_000_000;

        /** One write of so many is slow. */
        private static final int SLOW_WRITES = 10;

        private final SimulatedScheduling scheduling;
        private long stored;
        private long doneNs;
        private boolean isFaulty;
        private boolean isAttached = true;
        private Runnable onWritten = () -> {};

        Disk(final SimulatedScheduling scheduling, final boolean isFaulty) {
            this.scheduling = scheduling;
            this.isFaulty = isFaulty;
        }

        /** No write is slow any more. */
        void heal() {
            isFaulty = false;
        }

        /** A disk with the same content; what the old one still had to write is lost. */
        Disk reattached() {
            isAttached = false;
            final Disk next = new Disk(scheduling, isFaulty);
            next.stored = stored;
            return next;
        }

        void onWritten(final Runnable newOnWritten) {
            onWritten = newOnWritten;
        }

        @Override
        public long load() {
            return stored;
        }

        @Override
        public void persist(final RingId ringId, final Consumer<Throwable> onDone) {
            final boolean isSlow = isFaulty && scheduling.random().nextInt(SLOW_WRITES) == 0;
            final long tookNs = MIN_WRITE_NS + scheduling.random().nextInt(isSlow ? SLOW_WRITE_NS : WRITE_NS);
            // One write after the other.
            doneNs = Math.max(doneNs, scheduling.nowNs() + tookNs);
            scheduling.schedule(doneNs - scheduling.nowNs(), () -> {
                if (isAttached) {
                    stored = ringId.seq();
                    onDone.accept(null);
                    onWritten.run();
                }
            });
        }
    }

    SimulatedNode(
            final SimulatedSystem system,
            final ClusterConfig config,
            final NodeId self,
            final SimulatedNetwork network,
            final Disk disk,
            final long epoch,
            final RingProbe probe) {
        this.self = self;
        scheduling = system.scheduling();
        links = new SimulatedLinks(self, network, this::wake);
        disk.onWritten(this::wake);
        final NodeRuntime runtime = new NodeRuntime(
                this,
                links,
                disk,
                epoch,
                newDuty -> duty = newDuty,
                () -> duty = null,
                Props.empty(),
                scheduling::execute,
                probe);
        final Behavior<NodeGuardian.Command> guardian =
                NodeGuardian.create(NodeSettings.of(config, self, MAX_FRAME_BYTES), runtime, rooms, terminated);
        // The node's own top, so that a crash can stop all of it without a word to its rooms.
        user = system.spawn(
                Behaviors.setup(context -> {
                    final ActorRef<NodeGuardian.Command> child = context.spawn(guardian, "node");
                    context.watchWith(child, "ended");
                    return Behaviors.receive(Object.class)
                            .onMessageEquals("crash", Behaviors::stopped)
                            .onMessageEquals("ended", Behaviors::stopped)
                            .build();
                }),
                "node-" + self);
        wake();
    }

    NodeId self() {
        return self;
    }

    CompletableFuture<NodeGuardian.Rooms> rooms() {
        return rooms;
    }

    CompletableFuture<Done> terminated() {
        return terminated;
    }

    boolean isDead() {
        return isDead;
    }

    /** The node is gone: its link is cut before its actors hear of it. */
    void crash() {
        isDead = true;
        links.close();
        duty = null;
        user.tell("crash");
        scheduling.drainTasks();
    }

    /** Nothing of this node runs for so long, as under SIGSTOP; what arrives waits. */
    void pause(final long pauseNs) {
        pausedUntilNs = Math.max(pausedUntilNs, scheduling.nowNs() + pauseNs);
    }

    @Override
    public long nowNs() {
        return scheduling.nowNs();
    }

    @Override
    public Alarm alarm(final Runnable onDue) {
        return new SimulatedAlarm(onDue);
    }

    /** Something has happened that the loop must see: it turns now, and once more for what this node then sends to itself. */
    void wake() {
        turnsToGo = TURNS_AFTER_WORK;
        scheduleTurn(0);
    }

    private void scheduleTurn(final long delayNs) {
        if (!isTurnScheduled && !isDead) {
            isTurnScheduled = true;
            scheduling.schedule(Math.max(delayNs, pausedUntilNs - scheduling.nowNs()), this::turn);
        }
    }

    private void turn() {
        isTurnScheduled = false;
        if (isDead || scheduling.nowNs() < pausedUntilNs) {
            scheduleTurn(0);
            return;
        }
        if (duty == null) {
            scheduleTurn(NOT_ATTACHED_TURN_NS);
            return;
        }
        final int limit = 1 + scheduling.random().nextInt(FRAMES_PER_TURN_MAX);
        final int polled = duty.drive() + duty.pollData(limit) + duty.pollTokenAndControl(limit);
        turnsToGo = polled > 0 ? TURNS_AFTER_WORK : turnsToGo - 1;
        if (turnsToGo > 0 || links.hasArrivals()) {
            scheduleTurn(TURN_NS);
        }
    }

    private final class SimulatedAlarm implements Alarm {
        private final Runnable onDue;
        private SimulatedScheduling.Event event;
        private long dueNs = Deadlines.NONE;

        private SimulatedAlarm(final Runnable onDue) {
            this.onDue = onDue;
        }

        @Override
        public void set(final long newDueNs) {
            if (newDueNs == dueNs) {
                return;
            }
            if (event != null) {
                event.cancel();
                event = null;
            }
            dueNs = newDueNs;
            if (newDueNs != Deadlines.NONE) {
                event = scheduling.schedule(newDueNs - scheduling.nowNs(), this::fire);
            }
        }

        private void fire() {
            if (isDead) {
                return;
            }
            if (scheduling.nowNs() < pausedUntilNs || (links.hasArrivals() && pausedUntilNs != 0)) {
                // After a pause what has arrived is read before anybody is accused.
                wake();
                event = scheduling.schedule(Math.max(50_000L, pausedUntilNs - scheduling.nowNs()), this::fire);
                return;
            }
            event = null;
            dueNs = Deadlines.NONE;
            onDue.run();
            wake();
        }
    }
}
