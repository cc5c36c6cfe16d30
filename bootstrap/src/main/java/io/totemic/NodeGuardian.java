/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.cpg.Cpg;
import io.totemic.cpg.CpgActor;
import io.totemic.cpg.SendLine;
import io.totemic.membership.MembershipActor;
import io.totemic.membership.SealRing;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.QuorumLease;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.crypto.KeyRing;
import io.totemic.quorum.VoteQuorum;
import io.totemic.quorum.VoteQuorumActor;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.RetransmitTrackerActor;
import io.totemic.totem.SyncBarrierActor;
import io.totemic.totem.TokenHolderActor;
import io.totemic.totem.TrackerCommand;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import io.totemic.totem.keys.Rekeying;
import io.totemic.totem.link.EpochKeeper;
import io.totemic.totem.link.FrameAdapter;
import io.totemic.totem.link.FrameCounters;
import io.totemic.totem.link.FrameIntake;
import io.totemic.totem.link.FramePublisher;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: spawns its rooms on the ring loop, wires them, and ends them all when one of them fails. A node whose invariants
 * are broken leaves the ring; it is not started again with half a state.
 */
public final class NodeGuardian extends AbstractBehavior<NodeGuardian.Command> {

    /** What this actor takes. */
    public sealed interface Command extends RoomMessage {}

    /** Complete {@code view} with what this node knows now. */
    public record GetView(CompletableFuture<ClusterView> view) implements Command {}

    /** Leave the ring and stop; {@code left} is completed when the link is closed. */
    public record Leave(CompletableFuture<Done> left) implements Command {}

    private record GroupsLeft() implements Command {}

    private record LeaveAnnounced() implements Command {}

    private record LeaveSent() implements Command {}

    private record LeaveSettled() implements Command {}

    /**
     * References that callers write to.
     *
     * @param separation see {@link TotemicNode#separation()}
     * @param lease see {@link Quorum#lease()}
     * @param keys empty if frames travel in the clear
     */
    public record Rooms(
            ActorRef<Command> guardian,
            ActorRef<Cpg.Command> cpg,
            SendLine sends,
            ActorRef<VoteQuorum.Command> votequorum,
            Duration separation,
            QuorumLease lease,
            Optional<ActorRef<Rekeying.Command>> keys) {}

    /** How long the LEAVE has to get out before the link is closed. */
    private static final Duration LEAVE_SETTLES = Duration.ofMillis(20);

    /** How long its members have to leave their groups. */
    private static final Duration GROUPS_LEFT_WITHIN = Duration.ofMillis(500);

    private static final Logger MAIN = LoggerFactory.getLogger("totemic.MAIN");

    private final NodeSettings settings;
    private final NodeRuntime runtime;
    private final TimerScheduler<Command> timers;
    private final CompletableFuture<Done> terminated;
    private final FrameCounters counters = new FrameCounters();
    private final ActorRef<MembershipActor.Command> membership;
    private final ActorRef<RoomMessage> tracker;
    private final ActorRef<RoomMessage> votequorum;
    private final ActorRef<RoomMessage> cpg;
    private CompletableFuture<Done> left;
    private boolean isLeaving;
    private Throwable failure;

    /**
     * The behaviour of one node, to be run on its ring loop.
     *
     * @param started completed, on the loop's callbacks, when the rooms are wired and the link is attached
     * @param terminated completed when the node has ended; exceptionally if one of its rooms failed
     */
    public static Behavior<Command> create(
            final NodeSettings settings,
            final NodeRuntime runtime,
            final CompletableFuture<Rooms> started,
            final CompletableFuture<Done> terminated) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new NodeGuardian(context, timers, settings, runtime, started, terminated)));
    }

    private NodeGuardian(
            final ActorContext<Command> context,
            final TimerScheduler<Command> timers,
            final NodeSettings settings,
            final NodeRuntime runtime,
            final CompletableFuture<Rooms> started,
            final CompletableFuture<Done> terminated) {
        super(context);
        this.settings = settings;
        this.runtime = runtime;
        this.timers = timers;
        this.terminated = terminated;
        final NodeId self = settings.self().nodeId();
        final Optional<KeyRing> keyRing = settings.keyRing();
        final EnvelopeCodec envelopes = settings.envelopes(keyRing);
        final FramePublisher publisher =
                new FramePublisher(runtime.links(), self, envelopes, runtime.epoch(), runtime.time());

        final QuorumLease lease = new QuorumLease(runtime.time()::nowNs);
        membership = spawn(
                MembershipActor.create(
                        settings.membership(),
                        runtime.time(),
                        publisher,
                        runtime.store(),
                        runtime.random(),
                        runtime.probe()),
                "membership");
        tracker = spawn(
                RetransmitTrackerActor.create(settings.totem(), runtime.time(), publisher, runtime.probe()), "tracker");
        final ActorRef<RoomMessage> holder =
                spawn(TokenHolderActor.create(settings.totem(), runtime.time(), publisher, lease), "holder");
        final EnumSet<ServiceId> services = EnumSet.of(ServiceId.CPG, ServiceId.VOTEQUORUM);
        if (keyRing.isPresent()) {
            services.add(ServiceId.KEYS);
        }
        final ActorRef<BarrierCommand> barrier = spawn(SyncBarrierActor.create(services), "barrier");
        votequorum = spawn(
                VoteQuorumActor.create(settings.quorum(), runtime.time(), runtime.expectedVotes(), lease),
                "votequorum");
        cpg = spawn(CpgActor.create(self, settings.groups(), runtime.time(), runtime.callbacks()), "cpg");
        final Optional<KeyRoom> keys = keyRing.map(
                ring -> new KeyRoom(settings, runtime, ring, publisher, behavior -> spawn(behavior, "keys")));

        final ActorRef<TrackerCommand> trackerCommands = tracker.narrow();
        final ActorRef<HolderCommand> holderCommands = holder.narrow();
        final ActorRef<ServiceEvent> cpgEvents = cpg.narrow();
        final ActorRef<ServiceEvent> votequorumEvents = votequorum.narrow();
        final ActorRef<SealRing> seals = holder.narrow();
        membership.tell(new MembershipActor.Wire(tracker.narrow(), seals));
        tracker.tell(new TrackerCommand.Wire(membership, holderCommands, barrier));
        holder.tell(new HolderCommand.Wire(membership, trackerCommands, cpgEvents));
        final Map<ServiceId, ActorRef<ServiceEvent>> events = new EnumMap<>(ServiceId.class);
        events.put(ServiceId.CPG, cpgEvents);
        events.put(ServiceId.VOTEQUORUM, votequorumEvents);
        keys.ifPresent(room -> events.put(ServiceId.KEYS, room.events()));
        barrier.tell(new BarrierCommand.Wire(holderCommands, Map.copyOf(events)));
        votequorum.tell(new VoteQuorum.Wire(barrier, holderCommands));
        cpg.tell(new Cpg.Wire(barrier, holderCommands));
        keys.ifPresent(room -> room.wire(barrier, holderCommands));
        final EpochKeeper epochs = keys.map(KeyRoom::epochs).orElse(EpochKeeper.NONE);

        runtime.attach()
                .accept(new FrameAdapter(
                        runtime.links(),
                        publisher,
                        new FrameIntake(
                                self, settings.membership().configured(), envelopes, epochs, counters, runtime.time()),
                        settings.totem().tokenNs(),
                        membership,
                        trackerCommands,
                        holderCommands));
        membership.tell(new MembershipActor.Start());
        final Duration separation = Duration.ofNanos(
                settings.membership().tokenNs() + settings.membership().consensusNs());
        final ActorRef<Cpg.Command> cpgCommands = cpg.narrow();
        final Rooms rooms = new Rooms(
                context.getSelf(),
                cpgCommands,
                new SendLine(cpgCommands),
                votequorum.narrow(),
                separation,
                lease,
                keys.map(KeyRoom::commands));
        runtime.callbacks().execute(() -> started.complete(rooms));
    }

    private <T> ActorRef<T> spawn(final Behavior<T> behavior, final String name) {
        final ActorRef<T> room = getContext().spawn(behavior, name, runtime.rooms());
        getContext().watch(room);
        return room;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(GetView.class, m -> {
                    getContext()
                            .spawnAnonymous(
                                    ViewCollector.create(
                                            settings,
                                            counters,
                                            membership,
                                            tracker.narrow(),
                                            votequorum.narrow(),
                                            view -> runtime.callbacks()
                                                    .execute(() -> m.view().complete(view))),
                                    runtime.rooms());
                    return this;
                })
                .onMessage(Leave.class, m -> {
                    left = m.left();
                    // As Corosync does: who is in a group here is gone before the node is. On no ring nobody can be
                    // told.
                    cpg.tell(new Cpg.LeaveAll(getContext()
                            .spawnAnonymous(
                                    Behaviors.receiveMessage(done -> {
                                        getContext().getSelf().tell(new GroupsLeft());
                                        return Behaviors.stopped();
                                    }),
                                    runtime.rooms())));
                    timers.startSingleTimer(new GroupsLeft(), GROUPS_LEFT_WITHIN);
                    return this;
                })
                .onMessage(GroupsLeft.class, m -> {
                    if (!isLeaving) {
                        isLeaving = true;
                        timers.cancel(new GroupsLeft());
                        votequorum.tell(new VoteQuorum.AnnounceLeave(
                                getContext().messageAdapter(Done.class, done -> new LeaveAnnounced())));
                    }
                    return this;
                })
                .onMessage(LeaveAnnounced.class, m -> {
                    membership.tell(new MembershipActor.Leave(
                            getContext().messageAdapter(Done.class, done -> new LeaveSent())));
                    return this;
                })
                .onMessage(LeaveSent.class, m -> {
                    timers.startSingleTimer(new LeaveSettled(), LEAVE_SETTLES);
                    return this;
                })
                .onMessage(LeaveSettled.class, m -> Behaviors.stopped())
                .onSignal(ChildFailed.class, signal -> {
                    failure = signal.getCause();
                    MAIN.error(
                            "{} of node {} failed, leaving the ring: {}",
                            signal.getRef().path().name(),
                            settings.self().nodeId(),
                            failure.getMessage(),
                            failure);
                    return Behaviors.stopped();
                })
                .onSignal(Terminated.class, signal -> this)
                .onSignal(PostStop.class, signal -> {
                    close();
                    return this;
                })
                .build();
    }

    private void close() {
        runtime.detach().run();
        runtime.links().close();
        final Throwable cause = failure;
        runtime.callbacks().execute(() -> {
            if (left != null) {
                left.complete(Done.getInstance());
            }
            if (cause == null) {
                terminated.complete(Done.getInstance());
            } else {
                terminated.completeExceptionally(cause);
            }
        });
    }
}
