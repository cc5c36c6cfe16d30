/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg;

import io.totemic.cpg.core.ClosedGroups;
import io.totemic.cpg.core.CpgEffect;
import io.totemic.cpg.core.CpgSettings;
import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendResult;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closed process groups of one node: takes {@link Cpg.Command} and {@link ServiceEvent}. Its core is {@link ClosedGroups}. */
public final class CpgActor extends AbstractBehavior<RoomMessage> implements CpgEffect.Handler {

    private static final Logger CPG = LoggerFactory.getLogger("totemic.CPG");
    private static final Duration LOOK_AFTER_STALLED = Duration.ofSeconds(1);

    /** Whom a member on this node is, and who waits for its coming and going. */
    private static final class Client {
        private final ActorRef<MemberEvent> listener;
        private final CompletableFuture<GroupMember> joined;
        private CompletableFuture<Done> left;

        private Client(final ActorRef<MemberEvent> listener, final CompletableFuture<GroupMember> joined) {
            this.listener = listener;
            this.joined = joined;
        }
    }

    private final RingTime time;
    private final Executor callbacks;
    private final ClosedGroups core;
    private final Effects<CpgEffect> effects = new Effects<>();
    private final TreeMap<GroupMember, Client> clients = new TreeMap<>();
    private final Map<Long, CompletableFuture<SendResult>> tickets = new HashMap<>();
    private final Map<Long, CompletableFuture<Done>> rooms = new HashMap<>();
    private long nextTicket;
    private ActorRef<BarrierCommand> barrier;
    private ActorRef<HolderCommand> holder;
    private ActorRef<Done> closed;

    /**
     * The behaviour of the group service of one node, to be run on its ring loop.
     *
     * @param callbacks completes the futures of callers, so that their code never runs on the ring loop
     */
    public static Behavior<RoomMessage> create(
            final NodeId self, final CpgSettings settings, final RingTime time, final Executor callbacks) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Cpg.LookAfterStalled(), LOOK_AFTER_STALLED);
            return new CpgActor(context, new ClosedGroups(self, settings), time, callbacks);
        }));
    }

    private CpgActor(
            final ActorContext<RoomMessage> context,
            final ClosedGroups core,
            final RingTime time,
            final Executor callbacks) {
        super(context);
        this.core = core;
        this.time = time;
        this.callbacks = callbacks;
    }

    @Override
    public Receive<RoomMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(ServiceEvent.MessagesDelivered.class, m -> {
                    core.onMessages(m.messages(), time.nowNs(), effects);
                    return applied();
                })
                .onMessage(Cpg.Multicast.class, this::onMulticast)
                .onMessage(Cpg.Consumed.class, m -> {
                    core.onConsumed(m.member(), m.bytes(), time.nowNs(), effects);
                    return applied();
                })
                .onMessage(Cpg.AwaitRoom.class, m -> {
                    final long ticket = nextTicket++;
                    rooms.put(ticket, m.open());
                    core.onAwaitRoom(m.member(), ticket, effects);
                    return applied();
                })
                .onMessage(ServiceEvent.CreditReturned.class, m -> {
                    core.onCredit(m.bytes(), effects);
                    return applied();
                })
                .onMessage(ServiceEvent.ConfigurationChanged.class, this::onConfiguration)
                .onMessage(ServiceEvent.Synchronised.class, m -> {
                    core.onSynchronised(m, time.nowNs(), effects);
                    return applied();
                })
                .onMessage(ServiceEvent.VerdictChanged.class, m -> {
                    core.onVerdict(m.verdict(), time.nowNs(), effects);
                    return applied();
                })
                .onMessage(ServiceEvent.DeliverySuspended.class, m -> {
                    core.onSuspended();
                    return this;
                })
                .onMessage(Cpg.LookAfterStalled.class, m -> {
                    core.onTime(time.nowNs(), effects);
                    return applied();
                })
                .onMessage(Cpg.Join.class, this::onJoin)
                .onMessage(Cpg.Leave.class, this::onLeave)
                .onMessage(Cpg.ListenerEnded.class, m -> {
                    clients.forEach((member, client) -> {
                        if (client.listener.equals(m.listener())) {
                            core.onDied(member, effects);
                        }
                    });
                    return applied();
                })
                .onMessage(Cpg.LeaveAll.class, m -> {
                    closed = m.replyTo();
                    core.onClose(effects);
                    return applied();
                })
                .onMessage(Cpg.GetGroups.class, m -> {
                    complete(m.groups(), core.groups());
                    return this;
                })
                .onMessage(Cpg.GetCounters.class, m -> {
                    complete(m.counters(), core.counters());
                    return this;
                })
                .onMessage(Cpg.Wire.class, m -> {
                    barrier = m.barrier();
                    holder = m.holder();
                    return this;
                })
                .build();
    }

    private Behavior<RoomMessage> applied() {
        effects.drainTo(effect -> effect.applyTo(this));
        if (closed != null && clients.isEmpty()) {
            closed.tell(Done.getInstance());
            closed = null;
        }
        return this;
    }

    private Behavior<RoomMessage> onJoin(final Cpg.Join join) {
        final String refusal = core.refusalOf(join.group());
        if (refusal != null) {
            callbacks.execute(() -> join.joined().completeExceptionally(new IllegalArgumentException(refusal)));
            return this;
        }
        final GroupMember member = core.onJoin(join.group(), join.windowBytes(), effects);
        clients.put(member, new Client(join.listener(), join.joined()));
        getContext().watchWith(join.listener(), new Cpg.ListenerEnded(join.listener()));
        return applied();
    }

    private Behavior<RoomMessage> onLeave(final Cpg.Leave leave) {
        if (core.onLeave(leave.member(), effects)) {
            clients.get(leave.member()).left = leave.left();
        } else {
            complete(leave.left(), Done.getInstance());
        }
        return applied();
    }

    private Behavior<RoomMessage> onMulticast(final Cpg.Multicast multicast) {
        final long ticket = nextTicket++;
        tickets.put(ticket, multicast.result());
        core.onMulticast(multicast.member(), multicast.options(), multicast.payload(), ticket, effects);
        return applied();
    }

    private Behavior<RoomMessage> onConfiguration(final ServiceEvent.ConfigurationChanged changed) {
        final byte[] joinList = core.onConfiguration(changed.configuration(), time.nowNs(), effects);
        if (changed.configuration() instanceof RegularConfiguration regular) {
            barrier.tell(new BarrierCommand.Contribute(regular.ringId(), ServiceId.CPG, joinList));
        }
        return applied();
    }

    private <T> void complete(final CompletableFuture<T> future, final T value) {
        callbacks.execute(() -> future.complete(value));
    }

    @Override
    public void tell(final CpgEffect.Tell effect) {
        clients.get(effect.member()).listener.tell(effect.event());
    }

    @Override
    public void submit(final CpgEffect.Submit effect) {
        holder.tell(new HolderCommand.Submit(effect.message()));
    }

    @Override
    public void answer(final CpgEffect.Answer effect) {
        complete(tickets.remove(effect.ticket()), effect.result());
    }

    @Override
    public void completeRoom(final CpgEffect.CompleteRoom effect) {
        complete(rooms.remove(effect.ticket()), Done.getInstance());
    }

    @Override
    public void completeJoin(final CpgEffect.CompleteJoin effect) {
        complete(clients.get(effect.member()).joined, effect.member());
    }

    @Override
    public void completeLeave(final CpgEffect.CompleteLeave effect) {
        final Client client = clients.remove(effect.member());
        if (clients.values().stream().noneMatch(other -> other.listener.equals(client.listener))) {
            getContext().unwatch(client.listener);
        }
        if (client.left != null) {
            complete(client.left, Done.getInstance());
        }
    }

    @Override
    public void holdBack(final CpgEffect.HoldBack effect) {
        if (effect.isHeldBack()) {
            CPG.warn(
                    "{} bytes wait for members that do not keep up, most for {}: holding the ring back",
                    effect.backlogBytes(),
                    effect.slowest());
        } else {
            CPG.info("{} bytes wait: the ring is held back no longer", effect.backlogBytes());
        }
        holder.tell(new HolderCommand.HoldBack(effect.isHeldBack()));
    }

    @Override
    public void putOut(final CpgEffect.PutOut effect) {
        CPG.error(
                "member {} has taken nothing for too long and is put out of group {}; {} bytes that waited for it are dropped",
                effect.member(),
                effect.group(),
                effect.backlogBytes());
    }
}
