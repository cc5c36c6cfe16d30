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
import io.totemic.protocol.group.SendResult;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.core.OutgoingMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    /** The token waits meanwhile. */
    private static final int SENDS_TAKEN_AT_ONCE = 256;

    private final RingTime time;
    private final ClosedGroups core;
    private final Effects<CpgEffect> effects = new Effects<>();
    private final TreeMap<GroupMember, Client> clients = new TreeMap<>();
    private final Map<Long, CompletableFuture<SendResult>> tickets = new HashMap<>();
    private final Map<Long, CompletableFuture<Done>> rooms = new HashMap<>();

    // Collected while effects are applied, and done together behind them.
    private final List<Client> told = new ArrayList<>();
    private final Completions completions;
    private List<OutgoingMessage> submitted = new ArrayList<>();
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
        completions = new Completions(callbacks);
    }

    @Override
    public Receive<RoomMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(ServiceEvent.MessagesDelivered.class, m -> {
                    core.onMessages(m.messages(), time.nowNs(), effects);
                    return applied();
                })
                .onMessage(Cpg.SendsWaiting.class, this::onSends)
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
                .onMessage(Cpg.OwnerEnded.class, m -> {
                    clients.forEach((member, client) -> {
                        if (m.owner().equals(client.owner())) {
                            core.onDied(member, effects);
                        }
                    });
                    return applied();
                })
                .onMessage(Cpg.MemberFailed.class, m -> {
                    core.onDied(m.member(), effects);
                    return applied();
                })
                .onMessage(Cpg.LeaveAll.class, m -> {
                    closed = m.replyTo();
                    core.onClose(effects);
                    return applied();
                })
                .onMessage(Cpg.GetGroups.class, m -> {
                    completions.add(m.groups(), core.groups());
                    return applied();
                })
                .onMessage(Cpg.GetCounters.class, m -> {
                    completions.add(m.counters(), core.counters());
                    return applied();
                })
                .onMessage(Cpg.Wire.class, m -> {
                    barrier = m.barrier();
                    holder = m.holder();
                    return this;
                })
                .build();
    }

    private Behavior<RoomMessage> applied() {
        effects.drainTo(CpgEffect::applyTo, this);
        submitCollected();
        tellCollected();
        completions.run();
        if (closed != null && clients.isEmpty()) {
            closed.tell(Done.getInstance());
            closed = null;
        }
        return this;
    }

    private void submitCollected() {
        if (submitted.size() == 1) {
            holder.tell(new HolderCommand.Submit(submitted.remove(0)));
        } else if (!submitted.isEmpty()) {
            holder.tell(new HolderCommand.Submit(submitted));
            submitted = new ArrayList<>();
        }
    }

    private void tellCollected() {
        told.forEach(Client::tell);
        told.clear();
    }

    private Behavior<RoomMessage> onJoin(final Cpg.Join join) {
        final String refusal = core.refusalOf(join.group());
        if (refusal != null) {
            completions.fail(join.joined(), new IllegalArgumentException(refusal));
            return applied();
        }
        final GroupMember member = core.onJoin(join.group(), join.windowBytes(), effects);
        clients.put(member, new Client(join));
        if (join.owner() != null) {
            getContext().watchWith(join.owner(), new Cpg.OwnerEnded(join.owner()));
        }
        return applied();
    }

    private Behavior<RoomMessage> onLeave(final Cpg.Leave leave) {
        if (core.onLeave(leave.member(), effects)) {
            clients.get(leave.member()).awaitLeft(leave.left());
        } else {
            completions.add(leave.left(), Done.getInstance());
        }
        return applied();
    }

    private Behavior<RoomMessage> onSends(final Cpg.SendsWaiting waiting) {
        final SendLine line = waiting.line();
        line.onTaking();
        for (int i = 0; i < SENDS_TAKEN_AT_ONCE; i++) {
            final Cpg.Multicast multicast = line.poll();
            if (multicast == null) {
                break;
            }
            final long ticket = nextTicket++;
            final SendResult result =
                    core.onMulticast(multicast.member(), multicast.options(), multicast.payload(), ticket, effects);
            if (result == null) {
                tickets.put(ticket, multicast.result());
            } else {
                completions.add(multicast.result(), result);
            }
        }
        line.onTaken();
        return applied();
    }

    private Behavior<RoomMessage> onConfiguration(final ServiceEvent.ConfigurationChanged changed) {
        final byte[] joinList = core.onConfiguration(changed.configuration(), time.nowNs(), effects);
        if (changed.configuration() instanceof RegularConfiguration regular) {
            barrier.tell(new BarrierCommand.Contribute(regular.ringId(), ServiceId.CPG, joinList));
        }
        return applied();
    }

    @Override
    public void tell(final CpgEffect.Tell effect) {
        final Client client = clients.get(effect.member());
        if (client.add(effect.event())) {
            told.add(client);
        }
    }

    @Override
    public void submit(final CpgEffect.Submit effect) {
        submitted.add(effect.message());
    }

    @Override
    public void answer(final CpgEffect.Answer effect) {
        completions.add(tickets.remove(effect.ticket()), effect.result());
    }

    @Override
    public void completeRoom(final CpgEffect.CompleteRoom effect) {
        completions.add(rooms.remove(effect.ticket()), Done.getInstance());
    }

    @Override
    public void completeJoin(final CpgEffect.CompleteJoin effect) {
        completions.add(clients.get(effect.member()).joined(), effect.member());
    }

    @Override
    public void completeLeave(final CpgEffect.CompleteLeave effect) {
        final Client client = clients.remove(effect.member());
        if (client.owner() != null
                && clients.values().stream().noneMatch(other -> client.owner().equals(other.owner()))) {
            getContext().unwatch(client.owner());
        }
        client.left().forEach(left -> completions.add(left, Done.getInstance()));
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
        submitCollected();
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
