/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.quorum.core.NodeVotes;
import io.totemic.quorum.core.VoteQuorumSettings;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** The wiring of votequorum. */
class VoteQuorumActorTest {

    private static final NodeId SELF = new NodeId(1);
    private static final NodeId OTHER = new NodeId(2);
    private static final RingId RING = new RingId(SELF, 4);
    private static final NodeSet BOTH = NodeSet.of(SELF, OTHER);
    private static final RegularConfiguration REGULAR = new RegularConfiguration(RING, BOTH, BOTH);

    private final BehaviorTestKit<RoomMessage> actor =
            BehaviorTestKit.create(VoteQuorumActor.create(new VoteQuorumSettings(SELF, true, 1, 2, false, false)));
    private final TestInbox<BarrierCommand> barrier = TestInbox.create();
    private final TestInbox<VoteQuorum.VerdictChanged> subscriber = TestInbox.create();
    private final TestInbox<QuorumVerdict> asker = TestInbox.create();

    @Test
    void shouldHandleEveryMessage() {
        final List<RoomMessage> messages = new ArrayList<>(List.of(
                new VoteQuorum.Wire(barrier.getRef()),
                new VoteQuorum.GetVerdict(asker.getRef()),
                new VoteQuorum.Subscribe(subscriber.getRef()),
                new VoteQuorum.SubscriberEnded(subscriber.getRef()),
                new ServiceEvent.DeliverySuspended(),
                new ServiceEvent.ConfigurationChanged(REGULAR),
                synchronised(),
                new ServiceEvent.MessagesDelivered(List.of()),
                new ServiceEvent.CreditReturned(1)));
        assertThat(messages.stream().map(Object::getClass).toList())
                .as("an example of each message")
                .containsExactlyInAnyOrderElementsOf(Stream.of(VoteQuorum.Command.class, ServiceEvent.class)
                        .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                        .toList());

        for (final RoomMessage message : messages) {
            actor.run(message);
            assertThat(actor.returnedBehavior()).as("%s", message).isNotEqualTo(Behaviors.unhandled());
        }
        actor.run(new VoteQuorum.VerdictChanged(null, null, null));
        assertThat(actor.returnedBehavior()).as("not its message").isEqualTo(Behaviors.unhandled());
    }

    @Test
    void shouldContributeItsVotesAfterARegularConfiguration() {
        actor.run(new VoteQuorum.Wire(barrier.getRef()));
        actor.run(new ServiceEvent.ConfigurationChanged(
                new TransitionalConfiguration(RING, RING, NodeSet.of(SELF), NodeSet.EMPTY)));
        assertThat(barrier.hasMessages()).isFalse();

        actor.run(new ServiceEvent.ConfigurationChanged(REGULAR));

        final BarrierCommand.Contribute contribution = (BarrierCommand.Contribute) barrier.receiveMessage();
        assertThat(contribution.ringId()).isEqualTo(RING);
        assertThat(contribution.service()).isEqualTo(ServiceId.VOTEQUORUM);
        assertThat(NodeVotes.decode(SELF, contribution.contribution()))
                .isEqualTo(new NodeVotes(SELF, 1, 2, false, false, true));
    }

    /** Subscribers hear the verdict before the barrier goes on, and of a suspension once. */
    @Test
    void shouldTellSubscribersAndThenTheBarrier() {
        final QuorumVerdict pending = new QuorumVerdict(QuorumVerdict.State.PENDING, 2, 1, 2);
        final QuorumVerdict quorate = new QuorumVerdict(QuorumVerdict.State.QUORATE, 2, 2, 2);
        actor.run(new VoteQuorum.Wire(barrier.getRef()));
        actor.run(new VoteQuorum.Subscribe(subscriber.getRef()));
        actor.run(synchronised());
        actor.run(new ServiceEvent.DeliverySuspended());
        actor.run(new ServiceEvent.DeliverySuspended());

        assertThat(subscriber.getAllReceived())
                .containsExactly(
                        new VoteQuorum.VerdictChanged(pending, null, NodeSet.EMPTY),
                        new VoteQuorum.VerdictChanged(quorate, RING, BOTH),
                        new VoteQuorum.VerdictChanged(quorate.pending(), RING, BOTH));
        assertThat(barrier.getAllReceived()).containsExactly(new BarrierCommand.VerdictReached(RING, quorate));
    }

    @Test
    void shouldPassOverAContributionThatCannotBeRead() {
        actor.run(new VoteQuorum.Wire(barrier.getRef()));
        final ServiceEvent.Synchronised sound = synchronised();
        sound.contributions().put(OTHER, new byte[7]);
        actor.run(sound);
        actor.run(new VoteQuorum.GetVerdict(asker.getRef()));

        assertThat(asker.receiveMessage()).isEqualTo(new QuorumVerdict(QuorumVerdict.State.NOT_QUORATE, 2, 1, 2));
    }

    @Test
    void shouldForgetASubscriberThatEnded() {
        actor.run(new VoteQuorum.Wire(barrier.getRef()));
        actor.run(new VoteQuorum.Subscribe(subscriber.getRef()));
        subscriber.getAllReceived();
        actor.run(new VoteQuorum.SubscriberEnded(subscriber.getRef()));
        actor.run(synchronised());

        assertThat(subscriber.hasMessages()).isFalse();
    }

    private static ServiceEvent.Synchronised synchronised() {
        final TreeMap<NodeId, byte[]> contributions = new TreeMap<>();
        for (final NodeId node : BOTH) {
            contributions.put(node, new NodeVotes(node, 1, 2, false, false, true).encode());
        }
        return new ServiceEvent.Synchronised(REGULAR, BOTH, contributions, null);
    }
}
