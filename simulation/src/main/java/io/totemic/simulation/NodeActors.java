/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.ApplicationSide;
import io.totemic.NodeGuardian;
import io.totemic.NodeOverRooms;
import io.totemic.Totemic;
import io.totemic.TotemicNode;
import io.totemic.cpg.Cpg;
import io.totemic.cpg.SendLine;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import io.totemic.quorum.VoteQuorum;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The actors of a user on one incarnation of a node, and the node as they see it. They die with it, without a word. */
@SuppressWarnings("FutureReturnValueIgnored") // completed on this thread, by callbacks that only write down
final class NodeActors {

    private final SimulatedSystem system;
    private final SimulatedNode node;
    private final NodeTasks tasks;
    private final Runnable onLeave;
    private final TotemicNode totemic;
    private final ActorSystem<?> own;
    private final List<ActorRef<?>> users = new ArrayList<>();
    private RingId ringId;
    private NodeSet members = NodeSet.EMPTY;
    private QuorumVerdict.State verdict = QuorumVerdict.State.PENDING;

    /**
     * On a node that has just been started.
     *
     * @param onLeave makes the node leave
     */
    NodeActors(
            final SimulatedSystem system,
            final SimulatedNode node,
            final boolean hasOwnSystem,
            final NodeTasks tasks,
            final Runnable onLeave) {
        this.system = system;
        this.node = node;
        this.tasks = tasks;
        this.onLeave = onLeave;
        node.actors().forEach(room -> tasks.ownRoom(node, room));
        node.whenDead(this::end);
        final NodeId self = node.process().node();
        final CompletableFuture<NodeGuardian.Rooms> doors = node.rooms().thenApply(this::doors);
        if (hasOwnSystem) {
            own = system.create("node-" + self, new Totemic.Setup(self, doors, node.terminated()));
            tasks.own(node, own);
        } else {
            own = null;
        }
        totemic = new NodeOverRooms(() -> self, doors, node.terminated(), applicationSide());
        totemic.subscribeQuorum(machinery(
                Behaviors.receive(VoteQuorum.VerdictChanged.class)
                        .onMessage(VoteQuorum.VerdictChanged.class, this::onVerdict)
                        .build(),
                "observer"));
    }

    private ApplicationSide applicationSide() {
        return new ApplicationSide() {
            @Override
            public ActorSystem<?> system() {
                return own == null ? system.shared() : own;
            }

            @Override
            public <M> ActorRef<M> spawn(final Behavior<M> behavior, final String name) {
                return NodeActors.this.spawn(behavior, name);
            }
        };
    }

    TotemicNode totemic() {
        return totemic;
    }

    NodeView view() {
        return new NodeView(node.process().node(), true, ringId, members, verdict);
    }

    /** An actor of a user. */
    <T> ActorRef<T> spawn(final Behavior<T> behavior, final String name) {
        final Behavior<T> mortal = Behaviors.intercept(Observed::new, behavior);
        final ActorRef<T> user;
        if (own == null) {
            user = system.spawn(mortal, name);
            tasks.own(node, user);
        } else {
            user = system.spawn(own, mortal, name);
        }
        users.add(user);
        return user;
    }

    private void end() {
        tasks.release();
        users.forEach(system::stopFamily);
        if (own != null) {
            own.terminate();
        }
    }

    private Behavior<VoteQuorum.VerdictChanged> onVerdict(final VoteQuorum.VerdictChanged changed) {
        ringId = changed.ringId();
        members = changed.members();
        verdict = changed.verdict().state();
        return Behaviors.same();
    }

    /** The rooms as users write to them, each behind an actor, after whose turns the loop turns too. */
    private NodeGuardian.Rooms doors(final NodeGuardian.Rooms rooms) {
        final ActorRef<Cpg.Command> cpg = door(rooms.cpg(), "cpg-door");
        return new NodeGuardian.Rooms(
                machinery(Behaviors.receiveMessage(command -> onCommand(rooms, command)), "guardian-door"),
                cpg,
                new SendLine(cpg),
                door(rooms.votequorum(), "votequorum-door"),
                rooms.separation(),
                rooms.lease(),
                rooms.keys());
    }

    private Behavior<NodeGuardian.Command> onCommand(
            final NodeGuardian.Rooms rooms, final NodeGuardian.Command command) {
        if (command instanceof NodeGuardian.Leave leave) {
            // By the simulation, which must know that the node goes.
            node.terminated().thenAccept(leave.left()::complete);
            onLeave.run();
        } else {
            rooms.guardian().tell(command);
        }
        return Behaviors.same();
    }

    private <T> ActorRef<T> door(final ActorRef<T> room, final String name) {
        return machinery(
                Behaviors.receiveMessage(command -> {
                    room.tell(command);
                    return Behaviors.same();
                }),
                name);
    }

    private <T> ActorRef<T> machinery(final Behavior<T> behavior, final String name) {
        final ActorRef<T> actor =
                node.spawn(behavior, name + "-" + node.process().node());
        tasks.own(node, actor);
        return actor;
    }

    /**
     * Around each actor of a user. Nobody says goodbye whose process was killed; and what comes out here of a supervisor or past it
     * is a failure, which Pekko would keep to itself, as nobody is the parent of these actors.
     */
    private final class Observed<T> extends BehaviorInterceptor<T, T> {

        @SuppressWarnings("unchecked") // passes on whatever its actor takes
        private Observed() {
            super((Class<T>) Object.class);
        }

        @Override
        public Behavior<T> aroundStart(final TypedActorContext<T> context, final PreStartTarget<T> target) {
            return observe(context, () -> target.start(context));
        }

        @Override
        public Behavior<T> aroundReceive(
                final TypedActorContext<T> context, final T message, final ReceiveTarget<T> target) {
            return observe(context, () -> target.apply(context, message));
        }

        @Override
        public Behavior<T> aroundSignal(
                final TypedActorContext<T> context, final Signal signal, final SignalTarget<T> target) {
            return signal instanceof PostStop && node.isDead()
                    ? Behaviors.same()
                    : observe(context, () -> target.apply(context, signal));
        }

        private Behavior<T> observe(final TypedActorContext<T> context, final Supplier<Behavior<T>> turn) {
            try {
                return turn.get();
            } catch (final RuntimeException | Error failure) {
                tasks.failed(node, context.asJava().getSelf(), failure);
                throw failure;
            }
        }
    }
}
