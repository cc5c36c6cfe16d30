/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.cpg.core.CpgMessage;
import io.totemic.cpg.core.CpgSettings;
import io.totemic.protocol.Alarm;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.Position;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.core.DeliveredMessage;
import io.totemic.totem.core.OutgoingMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** The wiring of the group service, and what it answers its callers. */
class CpgActorTest {

    private static final NodeId SELF = new NodeId(1);
    private static final NodeId OTHER = new NodeId(2);
    private static final RingId RING = new RingId(SELF, 4);
    private static final NodeSet BOTH = NodeSet.of(SELF, OTHER);
    private static final QuorumVerdict VERDICT = new QuorumVerdict(QuorumVerdict.State.QUORATE, 2, 2, 2);

    private static final RingTime TIME = new RingTime() {
        @Override
        public long nowNs() {
            return 0;
        }

        @Override
        public Alarm alarm(final Runnable onDue) {
            throw new UnsupportedOperationException();
        }
    };

    private final BehaviorTestKit<RoomMessage> actor =
            BehaviorTestKit.create(CpgActor.create(SELF, CpgSettings.DEFAULT, TIME, Runnable::run));
    private final TestInbox<BarrierCommand> barrier = TestInbox.create();
    private final TestInbox<HolderCommand> holder = TestInbox.create();
    private final TestInbox<MemberEvent> listener = TestInbox.create();
    private final TestInbox<Cpg.Command> told = TestInbox.create();
    private final SendLine line = new SendLine(told.getRef());

    @Test
    void shouldHandleEveryMessage() {
        final GroupMember member = new GroupMember(SELF, 1);
        final List<RoomMessage> messages = new ArrayList<>(List.of(
                new Cpg.Wire(barrier.getRef(), holder.getRef()),
                Cpg.Join.of("g", listener.getRef(), 0, new CompletableFuture<>()),
                new Cpg.SendsWaiting(line),
                new Cpg.MemberFailed(new GroupMember(OTHER, 9)),
                new Cpg.Consumed(member, 1),
                new Cpg.AwaitRoom(member, new CompletableFuture<>()),
                new Cpg.GetGroups(new CompletableFuture<>()),
                new Cpg.GetCounters(new CompletableFuture<>()),
                new Cpg.LookAfterStalled(),
                new Cpg.LeaveAll(TestInbox.<Done>create().getRef()),
                new Cpg.OwnerEnded(listener.getRef()),
                new Cpg.Leave(member, new CompletableFuture<>()),
                new ServiceEvent.DeliverySuspended(),
                new ServiceEvent.ConfigurationChanged(new RegularConfiguration(RING, BOTH, BOTH)),
                synchronised(),
                new ServiceEvent.VerdictChanged(new QuorumVerdict(QuorumVerdict.State.QUORATE, 2, 2, 2)),
                new ServiceEvent.MessagesDelivered(List.of()),
                new ServiceEvent.CreditReturned(1)));
        assertThat(messages.stream().map(Object::getClass).toList())
                .as("an example of each message")
                .containsExactlyInAnyOrderElementsOf(Stream.of(Cpg.Command.class, ServiceEvent.class)
                        .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                        .toList());

        for (final RoomMessage message : messages) {
            actor.run(message);
            assertThat(actor.returnedBehavior()).as("%s", message).isNotEqualTo(Behaviors.unhandled());
        }
        actor.run(new Stranger());
        assertThat(actor.returnedBehavior()).as("not its message").isEqualTo(Behaviors.unhandled());
    }

    /** A join takes its place in the order: it holds when it is delivered, and the first thing told is the joining itself. */
    @Test
    void shouldCompleteAJoinWhenItIsDelivered() {
        wire();
        final CompletableFuture<GroupMember> joined = join("g");
        final byte[] body = submitted();
        assertThat(joined).isNotDone();
        assertThat(body).isEqualTo(CpgMessage.join(1, "g"));

        deliver(SELF, body);

        assertThat(joined).isCompletedWithValue(new GroupMember(SELF, 1));
        final MemberEvent.ConfigurationChanged first = (MemberEvent.ConfigurationChanged) listener.receiveMessage();
        assertThat(first.members()).containsExactly(new GroupMember(SELF, 1));
        assertThat(first.joined()).containsEntry(new GroupMember(SELF, 1), ChangeReason.JOIN);
        assertThat(first.configuration().verdict()).isEqualTo(VERDICT);
    }

    @Test
    void shouldRefuseAGroupNameThatIsEmptyOrTooLong() {
        wire();

        assertThat(join("")).isCompletedExceptionally();
        assertThat(join("x".repeat(129))).isCompletedExceptionally();
        assertThat(join("\u00fc".repeat(65))).isCompletedExceptionally();
        assertThat(join("x".repeat(128))).isNotDone();
    }

    @Test
    void shouldDeliverToTheMembersOfTheSendersGroup() {
        wire();
        assertThat(join("g")).isNotDone();
        deliver(SELF, submitted());
        deliver(OTHER, CpgMessage.join(5, "g"));
        deliver(OTHER, CpgMessage.join(6, "h"));
        listener.getAllReceived();

        deliver(OTHER, CpgMessage.multicast(5, new byte[] {7}));
        deliver(OTHER, CpgMessage.multicast(6, new byte[] {8}));
        deliver(OTHER, CpgMessage.multicast(9, new byte[] {9}));
        deliver(OTHER, new byte[] {99});

        final List<MemberEvent> events = listener.getAllReceived();
        assertThat(events).hasSize(1);
        final MemberEvent.Delivered delivered = (MemberEvent.Delivered) events.get(0);
        assertThat(delivered.sender()).isEqualTo(new GroupMember(OTHER, 5));
        assertThat(delivered.payload()).containsExactly(7);
        assertThat(delivered.position()).isEqualTo(new Position(RING, 7, 0));
    }

    @Test
    void shouldAnswerTryAgainUntilCreditReturns() {
        wire();
        final GroupMember member = joined();
        final int large = CpgMessage.PIECE_MAX_BYTES;
        for (int i = 0; i < 3; i++) {
            assertThat(send(member, large)).isEqualTo(SendResult.Accepted.INSTANCE);
        }
        final int rest = (int) (CpgSettings.DEFAULT.creditBytes() - 3L * (large + 5) - 6 - 5);

        assertThat(send(member, rest + 1)).isEqualTo(SendResult.TryAgain.INSTANCE);
        assertThat(send(member, rest)).isEqualTo(SendResult.Accepted.INSTANCE);
        assertThat(send(member, 0)).isEqualTo(SendResult.TryAgain.INSTANCE);
        assertThat(holder.getAllReceived()).hasSize(4);
        actor.run(new ServiceEvent.CreditReturned(5));
        assertThat(send(member, 0)).isEqualTo(SendResult.Accepted.INSTANCE);
        assertThat(send(member, 0)).isEqualTo(SendResult.TryAgain.INSTANCE);
    }

    @Test
    void shouldRefuseAPayloadThatIsTooLarge() {
        wire();

        assertThat(send(joined(), CpgMessage.PAYLOAD_MAX_BYTES + 1))
                .isEqualTo(new SendResult.TooLarge(CpgMessage.PAYLOAD_MAX_BYTES + 1, CpgMessage.PAYLOAD_MAX_BYTES));
    }

    /** A member that leaves sends no more, but hears of its own leaving. */
    @Test
    void shouldAnswerNotMemberAfterALeave() {
        wire();
        final GroupMember member = joined();
        final CompletableFuture<Done> left = new CompletableFuture<>();
        actor.run(new Cpg.Leave(member, left));
        assertThat(send(member, 1)).isEqualTo(SendResult.NotMember.INSTANCE);
        assertThat(left).isNotDone();

        deliver(SELF, submitted());

        assertThat(left).isDone();
        final MemberEvent.ConfigurationChanged last = (MemberEvent.ConfigurationChanged) listener.receiveMessage();
        assertThat(last.left()).containsEntry(member, ChangeReason.LEAVE);
        assertThat(send(member, 1)).isEqualTo(SendResult.NotMember.INSTANCE);
    }

    /**
     * Regression: who asked to leave while its leave was under way, since it had asked before or was put out, was answered before it had
     * left.
     */
    @Test
    void shouldAnswerEveryLeaveWhenTheMemberHasLeft() {
        wire();
        final GroupMember member = joined();
        actor.run(new Cpg.MemberFailed(member));
        final byte[] leave = submitted();
        final CompletableFuture<Done> left = new CompletableFuture<>();
        final CompletableFuture<Done> leftAgain = new CompletableFuture<>();
        actor.run(new Cpg.Leave(member, left));
        actor.run(new Cpg.Leave(member, leftAgain));
        assertThat(holder.hasMessages()).as("one leave is enough").isFalse();
        assertThat(left).isNotDone();
        assertThat(leftAgain).isNotDone();

        deliver(SELF, leave);

        assertThat(left).isDone();
        assertThat(leftAgain).isDone();
    }

    /** Regression: a member of another node was taken for the one of this node that has its number. */
    @Test
    void shouldNotTakeAMemberOfAnotherNodeForItsOwn() {
        wire();
        joined();
        final CompletableFuture<Done> left = new CompletableFuture<>();

        assertThat(send(new GroupMember(OTHER, 1), 1)).isEqualTo(SendResult.NotMember.INSTANCE);
        actor.run(new Cpg.Leave(new GroupMember(OTHER, 1), left));

        assertThat(left).isDone();
        assertThat(holder.hasMessages()).isFalse();
    }

    @Test
    void shouldTakeAMemberOutWhoseListenerHasFailed() {
        wire();
        final GroupMember member = joined();

        actor.run(new Cpg.MemberFailed(member));

        assertThat(submitted()).isEqualTo(CpgMessage.leave(member.number(), ChangeReason.PROCDOWN));
        assertThat(send(member, 1)).isEqualTo(SendResult.NotMember.INSTANCE);
    }

    @Test
    void shouldContributeItsOwnMembersOnly() {
        wire();
        joined();
        deliver(OTHER, CpgMessage.join(5, "g"));
        actor.run(new ServiceEvent.ConfigurationChanged(new RegularConfiguration(RING, BOTH, BOTH)));

        final BarrierCommand.Contribute contribution = (BarrierCommand.Contribute) barrier.receiveMessage();
        assertThat(contribution.service()).isEqualTo(ServiceId.CPG);
        assertThat(CpgMessage.readJoinList(contribution.contribution())).containsOnlyKeys(1);
    }

    /** The ring comes first, then what it changes in the group. */
    @Test
    void shouldTellOfTheRingBeforeTheChangesThatItBrings() {
        wire();
        joined();
        final ServiceEvent.Synchronised synchronised = synchronised();
        synchronised.contributions().put(SELF, CpgMessage.joinList(new TreeMap<>(Map.of("g", List.of(1)))));
        synchronised.contributions().put(OTHER, CpgMessage.joinList(new TreeMap<>(Map.of("g", List.of(5)))));
        actor.run(synchronised);

        final List<MemberEvent> events = listener.getAllReceived();
        assertThat(events).hasSize(2);
        final MemberEvent.ConfigurationChanged ring = (MemberEvent.ConfigurationChanged) events.get(0);
        assertThat(ring.configuration())
                .isEqualTo(new GroupConfiguration(GroupConfiguration.Kind.REGULAR, RING, BOTH, BOTH, VERDICT));
        assertThat(ring.members()).containsExactly(new GroupMember(SELF, 1));
        assertThat(ring.joined()).isEmpty();
        final MemberEvent.ConfigurationChanged joined = (MemberEvent.ConfigurationChanged) events.get(1);
        assertThat(joined.joined()).containsOnlyKeys(new GroupMember(OTHER, 5));
    }

    /** Regression: a second membership of one listener ended the group service, and one leave unwatched both. */
    @Test
    void shouldLetOneListenerHaveSeveralMemberships() throws Exception {
        final ActorTestKit kit = ActorTestKit.create();
        try {
            final TestProbe<HolderCommand> submissions = kit.createTestProbe(HolderCommand.class);
            final TestProbe<BarrierCommand> contributions = kit.createTestProbe(BarrierCommand.class);
            final TestProbe<MemberEvent> events = kit.createTestProbe(MemberEvent.class);
            final ActorRef<MemberEvent> member = kit.spawn(Behaviors.<MemberEvent>receive((context, event) -> {
                events.ref().tell(event);
                return event instanceof MemberEvent.Delivered ? Behaviors.stopped() : Behaviors.same();
            }));
            final ActorRef<RoomMessage> cpg =
                    kit.spawn(CpgActor.create(SELF, CpgSettings.DEFAULT, TIME, Runnable::run));
            cpg.tell(new Cpg.Wire(contributions.ref(), submissions.ref()));
            for (final String group : List.of("a", "b", "c")) {
                final CompletableFuture<GroupMember> joined = new CompletableFuture<>();
                cpg.tell(Cpg.Join.of(group, member, 0, joined));
                cpg.tell(delivery(SELF, bodyOf(submissions)));
                joined.get(3, TimeUnit.SECONDS);
            }
            cpg.tell(new Cpg.Leave(new GroupMember(SELF, 1), new CompletableFuture<>()));
            cpg.tell(delivery(SELF, bodyOf(submissions)));

            cpg.tell(delivery(SELF, CpgMessage.multicast(2, new byte[0])));

            assertThat(submissions
                            .expectMessageClass(HolderCommand.Submit.class)
                            .messages())
                    .extracting(OutgoingMessage::bytes)
                    .containsExactly(
                            CpgMessage.leave(2, ChangeReason.PROCDOWN), CpgMessage.leave(3, ChangeReason.PROCDOWN));
        } finally {
            kit.shutdownTestKit();
        }
    }

    /** Others are told that the members are gone before the node is. */
    @Test
    void shouldTakeAllMembersOutOfTheirGroupsBeforeTheNodeLeaves() {
        wire();
        final GroupMember member = joined();
        final TestInbox<Done> closed = TestInbox.create();
        actor.run(new Cpg.LeaveAll(closed.getRef()));
        assertThat(join("h")).isCompletedExceptionally();
        final byte[] leave = submitted();
        assertThat(leave).isEqualTo(CpgMessage.leave(member.number(), ChangeReason.PROCDOWN));
        assertThat(closed.hasMessages()).isFalse();

        deliver(SELF, leave);

        assertThat(closed.getAllReceived()).hasSize(1);
        actor.run(new Cpg.LeaveAll(closed.getRef()));
        assertThat(closed.getAllReceived()).as("nobody is there").hasSize(1);
    }

    private record Stranger() implements RoomMessage {}

    private static byte[] bodyOf(final TestProbe<HolderCommand> submissions) {
        return submissions
                .expectMessageClass(HolderCommand.Submit.class)
                .messages()
                .get(0)
                .bytes();
    }

    private void wire() {
        actor.run(new Cpg.Wire(barrier.getRef(), holder.getRef()));
        actor.run(synchronised());
    }

    private CompletableFuture<GroupMember> join(final String group) {
        final CompletableFuture<GroupMember> joined = new CompletableFuture<>();
        actor.run(Cpg.Join.of(group, listener.getRef(), 0, joined));
        return joined;
    }

    private GroupMember joined() {
        final CompletableFuture<GroupMember> joined = join("g");
        deliver(SELF, submitted());
        listener.getAllReceived();
        return joined.join();
    }

    private SendResult send(final GroupMember member, final int payloadBytes) {
        final CompletableFuture<SendResult> result = new CompletableFuture<>();
        line.send(new Cpg.Multicast(member, SendOptions.AGREED, new byte[payloadBytes], result));
        actor.run((RoomMessage) told.receiveMessage());
        return result.join();
    }

    private byte[] submitted() {
        return ((HolderCommand.Submit) holder.receiveMessage())
                .messages()
                .get(0)
                .bytes();
    }

    private void deliver(final NodeId sender, final byte[] body) {
        actor.run(delivery(sender, body));
    }

    private static ServiceEvent.MessagesDelivered delivery(final NodeId sender, final byte[] body) {
        return new ServiceEvent.MessagesDelivered(
                List.of(new DeliveredMessage(ServiceId.CPG, sender, RING, 7, 0, body)));
    }

    private static ServiceEvent.Synchronised synchronised() {
        return new ServiceEvent.Synchronised(
                new RegularConfiguration(RING, BOTH, BOTH), BOTH, new TreeMap<>(), VERDICT);
    }
}
