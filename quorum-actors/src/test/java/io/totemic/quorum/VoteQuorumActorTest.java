/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Alarm;
import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumExplanation;
import io.totemic.protocol.QuorumLease;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.quorum.core.QuorumEffect;
import io.totemic.quorum.core.RingTally;
import io.totemic.quorum.core.TallyModes;
import io.totemic.quorum.core.VoteChange;
import io.totemic.quorum.core.VoteQuorumSettings;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.core.DeliveredMessage;
import io.totemic.totem.core.OutgoingMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.Done;
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
    private static final QuorumExplanation COUNTED_NOTHING =
            QuorumExplanation.uncounted(QuorumExplanation.Rule.NOTHING_COUNTED);
    private static final QuorumVerdict PENDING = new QuorumVerdict(QuorumVerdict.State.PENDING, 0, 0, 0);
    private static final RegularConfiguration REGULAR = new RegularConfiguration(RING, BOTH, BOTH);

    private final TestInbox<BarrierCommand> barrier = TestInbox.create();
    private final TestInbox<HolderCommand> holder = TestInbox.create();
    private final TestInbox<VoteQuorum.VerdictChanged> subscriber = TestInbox.create();
    private final TestInbox<QuorumStatus> asker = TestInbox.create();
    private final TestInbox<VoteChange> operator = TestInbox.create();
    private final TestInbox<VoteQuorum.DeviceAnswer> device = TestInbox.create();
    private final TestInbox<VoteQuorum.Supposition> supposition = TestInbox.create();
    private final TestInbox<VoteQuorum.ReloadAnswer> reload = TestInbox.create();
    private final TestInbox<Done> leaving = TestInbox.create();
    private final StoppedTime time = new StoppedTime();
    private final QuorumLease lease = new QuorumLease(time::nowNs);
    private final BehaviorTestKit<RoomMessage> actor = BehaviorTestKit.create(
            VoteQuorumActor.create(settings(SELF, TallyModes.PLAIN), time, ExpectedVotesStore.NONE, lease));

    /** A clock that stands still, and alarms that never go off. */
    private static final class StoppedTime implements RingTime {
        private long armedNs;

        @Override
        public long nowNs() {
            return 1;
        }

        @Override
        public Alarm alarm(final Runnable onDue) {
            return deadlineNs -> armedNs = deadlineNs;
        }
    }

    private static VoteQuorumSettings settings(final NodeId node, final TallyModes modes) {
        return new VoteQuorumSettings(
                node, true, new TreeMap<>(Map.of(SELF, 1, OTHER, 1)), 2, modes, true, 7_000, Optional.empty(), 0);
    }

    @Test
    void shouldHandleEveryMessage() {
        final List<RoomMessage> messages = new ArrayList<>(List.of(
                new VoteQuorum.Wire(barrier.getRef(), holder.getRef()),
                new VoteQuorum.GetStatus(asker.getRef()),
                new VoteQuorum.Subscribe(subscriber.getRef()),
                new VoteQuorum.SubscriberEnded(subscriber.getRef()),
                new VoteQuorum.SetExpectedVotes(2, operator.getRef()),
                new VoteQuorum.SetVotes(OTHER, 1, operator.getRef()),
                new VoteQuorum.CancelWaitForAll(operator.getRef()),
                new VoteQuorum.Reload(settings(SELF, TallyModes.PLAIN), reload.getRef()),
                new VoteQuorum.Suppose(List.of(BOTH), supposition.getRef()),
                new VoteQuorum.AnnounceLeave(leaving.getRef()),
                new VoteQuorum.DeadlinesDue(1),
                new ServiceEvent.DeliverySuspended(),
                new ServiceEvent.ConfigurationChanged(REGULAR),
                synchronised(),
                new ServiceEvent.VerdictChanged(null),
                new ServiceEvent.MessagesDelivered(List.of()),
                new ServiceEvent.CreditReturned(1),
                new VoteQuorum.RegisterDevice("witness", device.getRef()),
                new VoteQuorum.PollDevice("witness", true, RING, device.getRef()),
                new VoteQuorum.DeviceMasterWins("witness", true, device.getRef()),
                new VoteQuorum.UnregisterDevice("witness", device.getRef())));
        assertThat(messages.stream().map(Object::getClass).toList())
                .as("an example of each message")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(VoteQuorum.Command.class, VoteQuorum.DeviceCommand.class, ServiceEvent.class)
                                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                                .filter(type -> !type.isInterface())
                                .toList());

        for (final RoomMessage message : messages) {
            actor.run(message);
            assertThat(actor.returnedBehavior()).as("%s", message).isNotEqualTo(Behaviors.unhandled());
        }
        actor.run(new VoteQuorum.VerdictChanged(
                new QuorumStatus(PENDING, null, NodeSet.EMPTY, COUNTED_NOTHING, List.of(), Set.of())));
        assertThat(actor.returnedBehavior()).as("not its message").isEqualTo(Behaviors.unhandled());
    }

    @Test
    void shouldContributeItsVotesAfterARegularConfiguration() {
        actor.run(new VoteQuorum.Wire(barrier.getRef(), holder.getRef()));
        actor.run(new ServiceEvent.ConfigurationChanged(
                new TransitionalConfiguration(RING, RING, NodeSet.of(SELF), NodeSet.EMPTY)));
        assertThat(barrier.hasMessages()).isFalse();

        actor.run(new ServiceEvent.ConfigurationChanged(REGULAR));

        final BarrierCommand.Contribute contribution = (BarrierCommand.Contribute) barrier.receiveMessage();
        assertThat(contribution.ringId()).isEqualTo(RING);
        assertThat(contribution.service()).isEqualTo(ServiceId.VOTEQUORUM);
        assertThat(HexFormat.of().formatHex(contribution.contribution()))
                .as("nodeinfo in Corosync's layout: header, node, votes, expected votes, FIRST is over")
                .contains("0000050000000000" + "2000000000000000" + "01000000" + "01000000" + "02000000" + "00000000");
    }

    /** Subscribers hear the verdict before the barrier goes on, and of a suspension once. */
    @Test
    void shouldTellSubscribersAndThenTheBarrier() {
        final QuorumVerdict quorate = new QuorumVerdict(QuorumVerdict.State.QUORATE, 2, 2, 2);
        actor.run(new VoteQuorum.Wire(barrier.getRef(), holder.getRef()));
        actor.run(new VoteQuorum.Subscribe(subscriber.getRef()));
        actor.run(new ServiceEvent.ConfigurationChanged(REGULAR));
        barrier.getAllReceived();
        lease.until(2);
        actor.run(synchronised());
        assertThat(lease.isHeld()).isTrue();
        actor.run(new ServiceEvent.DeliverySuspended());
        assertThat(lease.isHeld()).isFalse();
        actor.run(new ServiceEvent.DeliverySuspended());

        assertThat(subscriber.getAllReceived().stream()
                        .map(VoteQuorum.VerdictChanged::verdict)
                        .toList())
                .containsExactly(PENDING, quorate, quorate.pending());
        assertThat(barrier.getAllReceived()).containsExactly(new BarrierCommand.VerdictReached(RING, quorate));
    }

    /** What is left of a ring that has ended may still be synchronised: its verdict is nobody's to rely on. */
    @Test
    void shouldCallAVerdictOnARingThatHasEndedPending() {
        actor.run(new VoteQuorum.Wire(barrier.getRef(), holder.getRef()));
        actor.run(new VoteQuorum.Subscribe(subscriber.getRef()));
        actor.run(new ServiceEvent.ConfigurationChanged(REGULAR));
        actor.run(new ServiceEvent.DeliverySuspended());
        actor.run(synchronised());

        assertThat(subscriber.getAllReceived()).noneMatch(told -> told.verdict().isQuorate());
        assertThat(barrier.getAllReceived())
                .as("the services hear what was decided in its place in the order")
                .contains(new BarrierCommand.VerdictReached(
                        RING, new QuorumVerdict(QuorumVerdict.State.QUORATE, 2, 2, 2)));
    }

    /** A change goes through the order and back before it is answered. */
    @Test
    void shouldAnswerAChangeWhenItIsOrdered() {
        begin();
        actor.run(new VoteQuorum.SetExpectedVotes(3, operator.getRef()));
        assertThat(operator.hasMessages()).isFalse();
        final OutgoingMessage sent =
                ((HolderCommand.Submit) holder.receiveMessage()).messages().get(0);
        assertThat(sent.service()).isEqualTo(ServiceId.VOTEQUORUM);

        actor.run(new ServiceEvent.MessagesDelivered(
                List.of(new DeliveredMessage(ServiceId.VOTEQUORUM, SELF, RING, 7, 0, sent.body()))));

        final QuorumVerdict changed = new QuorumVerdict(QuorumVerdict.State.QUORATE, 3, 2, 2);
        assertThat(operator.receiveMessage()).isEqualTo(new VoteChange.Made(changed));
        assertThat(barrier.getAllReceived()).contains(new BarrierCommand.VerdictReached(RING, changed));
    }

    @Test
    void shouldRefuseWhatWouldTakeQuorumAway() {
        begin();
        actor.run(new VoteQuorum.SetExpectedVotes(4, operator.getRef()));
        actor.run(new VoteQuorum.SetVotes(new NodeId(9), 1, operator.getRef()));
        actor.run(new ServiceEvent.DeliverySuspended());
        actor.run(new VoteQuorum.SetExpectedVotes(3, operator.getRef()));

        assertThat(operator.getAllReceived())
                .containsExactly(
                        new VoteChange.Refused(
                                "expected votes 4 make the quorum 3, more than the 2 votes that are here"),
                        new VoteChange.Refused("node 9 was never seen"),
                        new VoteChange.TryAgain("a configuration is on its way"));
        assertThat(holder.hasMessages()).isFalse();
    }

    private void begin() {
        actor.run(new VoteQuorum.Wire(barrier.getRef(), holder.getRef()));
        actor.run(new ServiceEvent.ConfigurationChanged(REGULAR));
        actor.run(synchronised());
        barrier.getAllReceived();
    }

    @Test
    void shouldPassOverAContributionThatCannotBeRead() {
        actor.run(new VoteQuorum.Wire(barrier.getRef(), holder.getRef()));
        actor.run(new ServiceEvent.ConfigurationChanged(REGULAR));
        final ServiceEvent.Synchronised sound = synchronised();
        sound.contributions().put(OTHER, new byte[7]);
        actor.run(sound);
        actor.run(new VoteQuorum.GetStatus(asker.getRef()));

        assertThat(asker.receiveMessage().verdict())
                .isEqualTo(new QuorumVerdict(QuorumVerdict.State.NOT_QUORATE, 2, 1, 2));
    }

    @Test
    void shouldForgetASubscriberThatEnded() {
        actor.run(new VoteQuorum.Wire(barrier.getRef(), holder.getRef()));
        actor.run(new VoteQuorum.Subscribe(subscriber.getRef()));
        subscriber.getAllReceived();
        actor.run(new VoteQuorum.SubscriberEnded(subscriber.getRef()));
        actor.run(synchronised());

        assertThat(subscriber.hasMessages()).isFalse();
    }

    private static ServiceEvent.Synchronised synchronised() {
        final TreeMap<NodeId, byte[]> contributions = new TreeMap<>();
        for (final NodeId node : BOTH) {
            final Effects<QuorumEffect> effects = new Effects<>();
            new RingTally(settings(node, TallyModes.PLAIN)).onConfiguration(REGULAR, 0, effects);
            contributions.put(node, ((QuorumEffect.Contribute) effects.asList().get(0)).contribution());
        }
        return new ServiceEvent.Synchronised(REGULAR, BOTH, contributions, null);
    }
}
