/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.NodeGuardian;
import io.totemic.NodeRuntime;
import io.totemic.NodeSettings;
import io.totemic.protocol.Alarm;
import io.totemic.protocol.Deadlines;
import io.totemic.simulation.check.Trace;
import io.totemic.totem.keys.Rekeying;
import io.totemic.totem.keys.core.KeyChange;
import io.totemic.totem.loop.LoopDuty;
import io.totemic.totem.loop.Pause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/**
 * One incarnation of a node: the production guardian on a simulated ring loop. Its turns are events; how much of a turn's
 * input is taken is drawn from the seed.
 */
final class SimulatedNode {

    /** The longest data frame of a 1500-byte network. */
    static final int MAX_FRAME_BYTES = 1440;

    /** Most frames of one kind in a turn; small, so that the seed can leave some over. */
    private static final int FRAMES_PER_TURN_MAX = 32;

    /** How long a turn takes. */
    private static final long TURN_NS = 10_000L;

    private static final long NOT_ATTACHED_TURN_NS = 100_000L;
    private static final int TURNS_AFTER_WORK = 2;

    private final SimulatedSystem system;
    private final SimulatedScheduling scheduling;
    private final Trace.ProcessId process;
    private final SimulatedLinks links;
    private final SimulatedClock clock;
    private final SimulatedDisk.Mount disk;
    private final long lateTurnThresholdNs;
    private final CompletableFuture<NodeGuardian.Rooms> rooms = new CompletableFuture<>();
    private final CompletableFuture<Done> terminated = new CompletableFuture<>();
    private final List<ActorRef<?>> actors = new ArrayList<>();
    private final List<Runnable> onDeath = new ArrayList<>();
    private LoopDuty duty;
    private boolean isTurnScheduled;
    private int turnsToGo;
    private int slowness = 1;

    /** What the application would have done during a pause. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private boolean isDead;
    private long pauseBeganNs = Deadlines.NONE;
    private long pausedUntilNs;

    SimulatedNode(
            final SimulatedSystem system,
            final NodeSettings settings,
            final Trace.ProcessId process,
            final SimulatedNetwork network,
            final SimulatedDisk disk,
            final SimulatedKeys keys,
            final SimulatedClock clock,
            final TraceProbe probe) {
        this.system = system;
        this.process = process;
        this.clock = clock;
        scheduling = system.scheduling();
        links = new SimulatedLinks(
                process.node(), network, bound -> scheduling.random().nextInt(bound), this::wake);
        lateTurnThresholdNs = settings.totem().tokenNs() / 5;
        this.disk = disk.mount(this::wake);
        clock.attach(this::alarm);
        final NodeRuntime runtime = new NodeRuntime(
                clock,
                links,
                this.disk,
                this.disk.expectedVotes(),
                keys.store(this),
                bound -> scheduling.random().nextLong(bound),
                settings.protection().isPresent() ? scheduling.random().nextLong() : clock.epoch(),
                () -> scheduling.random().nextLong(),
                newDuty -> duty = newDuty,
                () -> duty = null,
                Props.empty(),
                this::execute,
                probe.unless(() -> isDead));
        spawn(NodeGuardian.create(settings, runtime, rooms, terminated), "node-" + process.node());
        wake();
    }

    Trace.ProcessId process() {
        return process;
    }

    CompletableFuture<NodeGuardian.Rooms> rooms() {
        return rooms;
    }

    CompletableFuture<Done> terminated() {
        return terminated;
    }

    /** The actors that were spawned on this node. */
    List<ActorRef<?>> actors() {
        return Collections.unmodifiableList(actors);
    }

    /** Runs {@code task} when the node is dead and nothing of it has been stopped yet. */
    void whenDead(final Runnable task) {
        onDeath.add(task);
    }

    boolean isDead() {
        return isDead;
    }

    /** How long nothing of the node will run; 0 or less if it does. */
    long pauseLeftNs() {
        return isDead ? 0 : pausedUntilNs - scheduling.nowNs();
    }

    /** An actor of a user on this node: it dies with it. */
    <T> ActorRef<T> spawn(final Behavior<T> behavior, final String name) {
        final ActorRef<T> actor = system.spawn(behavior, name);
        actors.add(actor);
        return actor;
    }

    /** Ends an actor that was spawned on this node. */
    void stop(final ActorRef<?> actor) {
        actors.remove(actor);
        system.stop(actor);
    }

    /** The time of the node's clock, in ns. */
    long clockNs() {
        return clock.nowNs();
    }

    /** Something that the application on this node does: it stands still while the node does, and is given up if that dies first. */
    void whenRunning(final Runnable task) {
        if (pauseLeftNs() > 0 || !waiting.isEmpty()) {
            waiting.add(task);
        } else {
            task.run();
        }
    }

    /** A task of the node, given up if the node dies first. */
    void execute(final Runnable task) {
        scheduling.execute(() -> {
            if (!isDead) {
                task.run();
            }
        });
    }

    /**
     * The node is gone. Its link and its disk are closed before its actors hear of it, nothing that it still says is heard, and
     * what waits in the mailboxes of its actors is dropped.
     */
    void crash() {
        isDead = true;
        links.close();
        disk.close();
        clock.detach();
        duty = null;
        onDeath.forEach(Runnable::run);
        actors.forEach(system::stop);
        scheduling.drainTasks();
    }

    /** An operator of this node asks for a change of keys, and does not wait for the answer. */
    @SuppressWarnings("FutureReturnValueIgnored") // completed on this thread
    void tellKeys(final Function<ActorRef<KeyChange>, Rekeying.Command> command) {
        whenRunning(() -> {
            rooms.thenAccept(started -> started.keys()
                    .ifPresent(room -> room.tell(command.apply(system.shared().<KeyChange>ignoreRef()))));
            wake();
        });
    }

    /** Nothing of this node runs for so long, as under SIGSTOP; what arrives waits. */
    void pause(final long pauseNs) {
        if (pauseBeganNs == Deadlines.NONE) {
            pauseBeganNs = scheduling.nowNs();
        }
        pausedUntilNs = Math.max(pausedUntilNs, scheduling.nowNs() + pauseNs);
        wake();
    }

    /** A turn takes so many times as long as usual. */
    void slow(final int factor) {
        slowness = factor;
    }

    /** No pause and no slowness any more. */
    void heal() {
        slowness = 1;
        pausedUntilNs = Math.min(pausedUntilNs, scheduling.nowNs());
        wake();
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
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        if (duty == null) {
            scheduleTurn(NOT_ATTACHED_TURN_NS);
            return;
        }
        endPause();
        final int limit = 1 + scheduling.random().nextInt(FRAMES_PER_TURN_MAX);
        final int polled = duty.drive() + duty.pollData(limit) + duty.pollTokenAndControl(limit);
        turnsToGo = polled > 0 ? TURNS_AFTER_WORK : turnsToGo - 1;
        if (turnsToGo > 0 || links.hasArrivals()) {
            scheduleTurn(TURN_NS * slowness);
        }
    }

    /** As the ring loop does in its first turn after a pause. */
    private void endPause() {
        if (pauseBeganNs != Deadlines.NONE) {
            final long lengthNs = pausedUntilNs - pauseBeganNs;
            pauseBeganNs = Deadlines.NONE;
            if (lengthNs > lateTurnThresholdNs) {
                duty.onPause(new Pause(lengthNs, 0, lateTurnThresholdNs));
            }
        }
    }

    private SimulatedAlarm alarm(final Runnable onDue) {
        return new SimulatedAlarm(onDue);
    }

    /** A deadline of the node's loop, in the time of its clock. */
    final class SimulatedAlarm implements Alarm {
        private static final long AGAIN_NS = 50_000L;

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
            dueNs = newDueNs;
            reschedule();
        }

        /** The clock has jumped. */
        void reschedule() {
            if (event != null) {
                event.cancel();
                event = null;
            }
            if (dueNs != Deadlines.NONE) {
                event = scheduling.schedule(dueNs - clock.nowNs(), this::fire);
            }
        }

        private void fire() {
            if (isDead) {
                return;
            }
            if (scheduling.nowNs() < pausedUntilNs || (links.hasArrivals() && pausedUntilNs != 0)) {
                // After a pause what has arrived is read before anybody is accused.
                wake();
                event = scheduling.schedule(Math.max(AGAIN_NS, pausedUntilNs - scheduling.nowNs()), this::fire);
                return;
            }
            event = null;
            dueNs = Deadlines.NONE;
            onDue.run();
            wake();
        }
    }
}
