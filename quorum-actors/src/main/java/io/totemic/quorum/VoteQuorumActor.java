/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.quorum.core.NodeVotes;
import io.totemic.quorum.core.VoteQuorumSettings;
import io.totemic.quorum.core.VoteTally;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** votequorum of one node: takes {@link VoteQuorum.Command} and {@link ServiceEvent}. Its core is {@link VoteTally}. */
public final class VoteQuorumActor extends AbstractBehavior<RoomMessage> {

    private static final Logger QUORUM = LoggerFactory.getLogger("totemic.QUORUM");

    private final VoteQuorumSettings settings;
    private final VoteTally tally;
    private final List<ActorRef<VoteQuorum.VerdictChanged>> subscribers = new ArrayList<>();
    private ActorRef<BarrierCommand> barrier;
    private QuorumVerdict verdict;
    private RingId ringId;
    private NodeSet members = NodeSet.EMPTY;
    private boolean wasQuorate;
    private NodeSet lastLeft = NodeSet.EMPTY;

    /** The behaviour of votequorum of one node, to be run on its ring loop. */
    public static Behavior<RoomMessage> create(final VoteQuorumSettings settings) {
        return Behaviors.setup(context -> new VoteQuorumActor(context, settings));
    }

    private VoteQuorumActor(final ActorContext<RoomMessage> context, final VoteQuorumSettings settings) {
        super(context);
        this.settings = settings;
        tally = new VoteTally(settings);
        verdict = tally.initial();
    }

    @Override
    public Receive<RoomMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(ServiceEvent.ConfigurationChanged.class, this::onConfiguration)
                .onMessage(ServiceEvent.Synchronised.class, this::onSynchronised)
                .onMessage(ServiceEvent.DeliverySuspended.class, this::onSuspended)
                // Run-time changes of votes have no messages yet, and the tally sends none.
                .onMessage(ServiceEvent.MessagesDelivered.class, m -> this)
                .onMessage(ServiceEvent.CreditReturned.class, m -> this)
                .onMessage(VoteQuorum.GetVerdict.class, m -> {
                    m.replyTo().tell(verdict);
                    return this;
                })
                .onMessage(VoteQuorum.Subscribe.class, m -> {
                    subscribers.add(m.subscriber());
                    getContext().watchWith(m.subscriber(), new VoteQuorum.SubscriberEnded(m.subscriber()));
                    m.subscriber().tell(new VoteQuorum.VerdictChanged(verdict, ringId, members));
                    return this;
                })
                .onMessage(VoteQuorum.SubscriberEnded.class, m -> {
                    subscribers.remove(m.subscriber());
                    return this;
                })
                .onMessage(VoteQuorum.Wire.class, m -> {
                    barrier = m.barrier();
                    return this;
                })
                .build();
    }

    private Behavior<RoomMessage> onSuspended(final ServiceEvent.DeliverySuspended suspended) {
        if (settings.hasProvider() && verdict.state() != QuorumVerdict.State.PENDING) {
            publish(verdict.pending());
        }
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
            barrier.tell(new BarrierCommand.Contribute(
                    regular.ringId(), ServiceId.VOTEQUORUM, tally.own().encode()));
        }
        return this;
    }

    private Behavior<RoomMessage> onSynchronised(final ServiceEvent.Synchronised synchronised) {
        final List<NodeVotes> votes = new ArrayList<>();
        for (final Map.Entry<NodeId, byte[]> entry :
                synchronised.contributions().entrySet()) {
            final NodeVotes node = NodeVotes.decode(entry.getKey(), entry.getValue());
            if (node != null) {
                votes.add(node);
            }
        }
        ringId = synchronised.configuration().ringId();
        members = synchronised.configuration().members();
        final QuorumVerdict decided = tally.decide(votes);
        if (decided.isQuorate() != wasQuorate) {
            wasQuorate = decided.isQuorate();
            QUORUM.info(
                    wasQuorate
                            ? "This node is within the primary component and will provide service."
                            : "This node is within the non-primary component and will NOT provide any services.");
        }
        log("Members", members);
        // The barrier goes on with the verdict; subscribers hear it before any message that follows.
        publish(decided);
        barrier.tell(new BarrierCommand.VerdictReached(ringId, decided));
        return this;
    }

    private void publish(final QuorumVerdict decided) {
        verdict = decided;
        for (final ActorRef<VoteQuorum.VerdictChanged> subscriber : subscribers) {
            subscriber.tell(new VoteQuorum.VerdictChanged(verdict, ringId, members));
        }
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
