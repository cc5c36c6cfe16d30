/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum;

import io.totemic.protocol.Alarm;
import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumLease;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.quorum.core.QuorumEffect;
import io.totemic.quorum.core.QuorumMessage.Parameter;
import io.totemic.quorum.core.RingTally;
import io.totemic.quorum.core.SaidMessage;
import io.totemic.quorum.core.VoteChange;
import io.totemic.quorum.core.VoteQuorumSettings;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.core.OutgoingMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** votequorum of one node: takes {@link VoteQuorum.Command} and {@link ServiceEvent}. Its core is {@link RingTally}. */
public final class VoteQuorumActor extends AbstractBehavior<RoomMessage> implements QuorumEffect.Handler {

    private static final Logger QUORUM = LoggerFactory.getLogger("totemic.QUORUM");
    private static final Logger VOTEQ = LoggerFactory.getLogger("totemic.VOTEQ");

    private final RingTally core;
    private final RingTime time;
    private final ExpectedVotesStore store;
    private final Alarm alarm;
    private final QuorumLease lease;
    private final Effects<QuorumEffect> effects = new Effects<>();
    private final List<ActorRef<VoteQuorum.VerdictChanged>> subscribers = new ArrayList<>();
    private final Map<Integer, ActorRef<VoteChange>> tickets = new HashMap<>();
    private int lastTicket;
    private ActorRef<BarrierCommand> barrier;
    private ActorRef<HolderCommand> holder;
    private boolean wasQuorate;
    private String lastSentence = "";
    private NodeSet lastLeft = NodeSet.EMPTY;

    /** The behaviour of votequorum of one node, to be run on its ring loop. */
    public static Behavior<RoomMessage> create(
            final VoteQuorumSettings settings,
            final RingTime time,
            final ExpectedVotesStore store,
            final QuorumLease lease) {
        return Behaviors.setup(context -> new VoteQuorumActor(
                context,
                settings.modes().isTrackingExpectedVotes() ? settings.tracking(store.load()) : settings,
                time,
                store,
                lease));
    }

    private VoteQuorumActor(
            final ActorContext<RoomMessage> context,
            final VoteQuorumSettings settings,
            final RingTime time,
            final ExpectedVotesStore store,
            final QuorumLease lease) {
        super(context);
        this.lease = lease;
        core = new RingTally(settings);
        lease.verdict(core.status().verdict().isQuorate());
        this.time = time;
        this.store = store;
        final ActorRef<RoomMessage> self = context.getSelf();
        alarm = time.alarm(() -> self.tell(new VoteQuorum.DeadlinesDue(time.nowNs())));
    }

    @Override
    public Receive<RoomMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(ServiceEvent.ConfigurationChanged.class, this::onConfiguration)
                .onMessage(ServiceEvent.Synchronised.class, m -> {
                    core.onSynchronised(m.contributions(), effects);
                    return applied();
                })
                .onMessage(ServiceEvent.DeliverySuspended.class, m -> {
                    core.onSuspended(effects);
                    return applied();
                })
                .onMessage(ServiceEvent.MessagesDelivered.class, m -> {
                    core.onMessages(
                            m.messages().stream()
                                    .map(said -> new SaidMessage(said.sender(), said.body()))
                                    .toList(),
                            effects);
                    return applied();
                })
                .onMessage(ServiceEvent.CreditReturned.class, m -> this)
                .onMessage(ServiceEvent.VerdictChanged.class, m -> this)
                .onMessage(VoteQuorum.DeadlinesDue.class, m -> {
                    core.onTime(m.nowNs(), effects);
                    return applied();
                })
                .onMessage(VoteQuorum.GetStatus.class, m -> {
                    m.replyTo().tell(core.status());
                    return this;
                })
                .onMessage(VoteQuorum.Suppose.class, m -> {
                    m.replyTo().tell(new VoteQuorum.Supposition(core.suppose(m.parts())));
                    return this;
                })
                .onMessage(
                        VoteQuorum.SetExpectedVotes.class,
                        m -> request(Parameter.EXPECTED_VOTES, null, m.votes(), m.replyTo()))
                .onMessage(
                        VoteQuorum.SetVotes.class, m -> request(Parameter.NODE_VOTES, m.node(), m.votes(), m.replyTo()))
                .onMessage(
                        VoteQuorum.CancelWaitForAll.class,
                        m -> request(Parameter.CANCEL_WAIT_FOR_ALL, null, 0, m.replyTo()))
                .onMessage(VoteQuorum.Reload.class, m -> {
                    final String refusal = core.onSettings(m.settings(), effects);
                    m.replyTo().tell(new VoteQuorum.ReloadAnswer(refusal == null ? "" : refusal));
                    return applied();
                })
                .onMessage(VoteQuorum.DeviceCommand.class, this::onDevice)
                .onMessage(VoteQuorum.AnnounceLeave.class, m -> {
                    core.onLeave(effects);
                    m.replyTo().tell(Done.getInstance());
                    return applied();
                })
                .onMessage(VoteQuorum.Subscribe.class, m -> {
                    subscribers.add(m.subscriber());
                    getContext().watchWith(m.subscriber(), new VoteQuorum.SubscriberEnded(m.subscriber()));
                    m.subscriber().tell(new VoteQuorum.VerdictChanged(core.status()));
                    return this;
                })
                .onMessage(VoteQuorum.SubscriberEnded.class, m -> {
                    subscribers.remove(m.subscriber());
                    return this;
                })
                .onMessage(VoteQuorum.Wire.class, m -> {
                    barrier = m.barrier();
                    holder = m.holder();
                    return this;
                })
                .build();
    }

    private Behavior<RoomMessage> applied() {
        effects.drainTo(effect -> effect.applyTo(this));
        alarm.set(core.deadlineNs());
        return this;
    }

    private Behavior<RoomMessage> onConfiguration(final ServiceEvent.ConfigurationChanged changed) {
        if (changed.configuration() instanceof TransitionalConfiguration transitional) {
            lastLeft = transitional.left();
        } else if (changed.configuration() instanceof RegularConfiguration regular) {
            log("Sync members", regular.members());
            logUnlessEmpty("Sync joined", regular.joined());
            logUnlessEmpty("Sync left", lastLeft);
            lastLeft = NodeSet.EMPTY;
            core.onConfiguration(regular, time.nowNs(), effects);
        }
        return applied();
    }

    private Behavior<RoomMessage> request(
            final Parameter parameter, final NodeId node, final int value, final ActorRef<VoteChange> replyTo) {
        lastTicket = lastTicket == Integer.MAX_VALUE ? 1 : lastTicket + 1;
        tickets.put(lastTicket, replyTo);
        core.onRequest(parameter, node, value, lastTicket, effects);
        return applied();
    }

    private Behavior<RoomMessage> onDevice(final VoteQuorum.DeviceCommand command) {
        final String refusal;
        if (command instanceof VoteQuorum.RegisterDevice m) {
            refusal = core.onDeviceRegistered(m.name(), effects);
        } else if (command instanceof VoteQuorum.UnregisterDevice m) {
            refusal = core.onDeviceUnregistered(m.name(), effects);
        } else if (command instanceof VoteQuorum.PollDevice m) {
            refusal = core.onDevicePolled(m.name(), m.isCast(), m.ringId(), time.nowNs(), effects);
        } else {
            final VoteQuorum.DeviceMasterWins m = (VoteQuorum.DeviceMasterWins) command;
            refusal = core.onDeviceMasterWins(m.name(), m.isAllowed(), effects);
        }
        command.replyTo().tell(new VoteQuorum.DeviceAnswer(refusal == null ? "" : refusal));
        return applied();
    }

    @Override
    public void contribute(final QuorumEffect.Contribute effect) {
        barrier.tell(new BarrierCommand.Contribute(effect.ringId(), ServiceId.VOTEQUORUM, effect.contribution()));
    }

    @Override
    public void submit(final QuorumEffect.Submit effect) {
        holder.tell(new HolderCommand.Submit(new OutgoingMessage(ServiceId.VOTEQUORUM, effect.message())));
    }

    @Override
    public void publish(final QuorumEffect.Publish effect) {
        final QuorumStatus status = effect.status();
        lease.verdict(status.verdict().isQuorate());
        if (status.verdict().state() != QuorumVerdict.State.PENDING) {
            log(status);
        }
        for (final ActorRef<VoteQuorum.VerdictChanged> subscriber : subscribers) {
            subscriber.tell(new VoteQuorum.VerdictChanged(status));
        }
    }

    private void log(final QuorumStatus status) {
        final String sentence = status.explanation().sentence();
        if (!sentence.equals(lastSentence)) {
            lastSentence = sentence;
            VOTEQ.info("{}", sentence);
        }
        if (status.verdict().isQuorate() != wasQuorate) {
            wasQuorate = status.verdict().isQuorate();
            QUORUM.info(
                    wasQuorate
                            ? "This node is within the primary component and will provide service."
                            : "This node is within the non-primary component and will NOT provide any services.");
        }
        log("Members", status.members());
    }

    @Override
    public void reach(final QuorumEffect.Reach effect) {
        // The barrier goes on with the verdict; subscribers hear it before any message that follows.
        barrier.tell(new BarrierCommand.VerdictReached(effect.ringId(), effect.verdict()));
    }

    @Override
    public void answer(final QuorumEffect.Answer effect) {
        final ActorRef<VoteChange> asker = tickets.remove(effect.ticket());
        if (asker != null) {
            asker.tell(effect.result());
        }
    }

    @Override
    public void track(final QuorumEffect.Track effect) {
        store.store(effect.votes());
    }

    private static void logUnlessEmpty(final String title, final NodeSet nodes) {
        if (!nodes.isEmpty()) {
            log(title, nodes);
        }
    }

    private static void log(final String title, final NodeSet nodes) {
        QUORUM.info("{}[{}]: {}", title, nodes.size(), nodes);
    }
}
