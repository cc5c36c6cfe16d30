/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.membership.MembershipActor;
import io.totemic.membership.RingControl;
import io.totemic.membership.SealRing;
import io.totemic.membership.core.RecoveryPlan;
import io.totemic.protocol.Alarm;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumLease;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import io.totemic.totem.core.OutgoingMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import io.totemic.totem.core.TokenArrival;
import io.totemic.totem.core.TotemSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** The wiring of the three actors: every message has its handler, and effects reach who they are for. */
class TotemActorsTest {

    private static final NodeId SELF = new NodeId(1);
    private static final RingId RING = new RingId(SELF, 4);
    private static final NodeSet ALONE = NodeSet.of(SELF);
    private static final RecoveryPlan PLAN =
            new RecoveryPlan(RING, ALONE, RING, NodeSet.EMPTY, NodeSet.EMPTY, false, 1, 0);
    private static final TotemSettings SETTINGS = new TotemSettings(
            SELF,
            1_000_000_000,
            0,
            200_000_000,
            0,
            100_000_000,
            200_000_000,
            50,
            17,
            5,
            2_500,
            30,
            false,
            0,
            0,
            1_000,
            100_000);

    private final TestInbox<MembershipActor.Command> membership = TestInbox.create();
    private final TestInbox<HolderCommand> holder = TestInbox.create();
    private final TestInbox<TrackerCommand> tracker = TestInbox.create();
    private final TestInbox<BarrierCommand> barrier = TestInbox.create();
    private final TestInbox<ServiceEvent> votequorum = TestInbox.create();
    private final TestInbox<ServiceEvent> cpg = TestInbox.create();
    private final TestInbox<TrackerStatus> status = TestInbox.create();
    private final TestInbox<Long> acceptedTokens = TestInbox.create();
    private final List<String> sent = new ArrayList<>();
    private final List<Long> alarms = new ArrayList<>();
    private final RingTime time = new RingTime() {
        @Override
        public long nowNs() {
            return 1_000;
        }

        @Override
        public Alarm alarm(final Runnable onDue) {
            return alarms::add;
        }
    };
    private final TotemFrames frames = new TotemFrames() {
        @Override
        public void multicast(final List<RegularMessage> frames) {
            sent.add("multicast " + frames.size());
        }

        @Override
        public void sendToken(final NodeId target, final OrfToken token) {
            sent.add("token to " + target);
        }

        @Override
        public void broadcastMergeDetect(final MergeDetect message) {
            sent.add("merge detect");
        }

        @Override
        public void broadcastTokenHoldCancel(final TokenHoldCancel message) {
            sent.add("hold cancel");
        }
    };

    @Test
    void shouldHandleEveryMessageOfTheTracker() {
        final var actor = BehaviorTestKit.create(RetransmitTrackerActor.create(SETTINGS, time, frames, RingProbe.NONE));

        runAll(
                actor,
                List.of(TrackerCommand.class, RingControl.class),
                List.of(
                        new TrackerCommand.Wire(membership.getRef(), holder.getRef(), barrier.getRef()),
                        new RingControl.Suspend(),
                        new TrackerCommand.SealPassed(RING),
                        new RingControl.Recover(PLAN),
                        new RingControl.StartToken(RING),
                        new RingControl.Install(PLAN),
                        new TrackerCommand.TokenReceived(token(0)),
                        new TrackerCommand.Originated(RING, List.of(frame(1))),
                        new TrackerCommand.FramesReceived(List.of(frame(1))),
                        new TrackerCommand.GetStatus(status.getRef())));

        assertThat(names(holder))
                .containsExactly("SuspendPassed", "RecoverPassed", "StartTokenPassed", "InstallPassed", "TokenArrived");
        assertThat(names(barrier)).containsExactly("SuspendPassed", "DeliverConfiguration", "DeliverFrames");
        assertThat(names(membership)).containsExactly("RingSealed");
        assertThat(status.getAllReceived()).containsExactly(new TrackerStatus(1, 1, 0, 0, 0, 0, 0, new TreeMap<>()));
        assertUnhandled(actor, new SealRing(RING));
    }

    @Test
    void shouldHandleEveryMessageOfTheHolder() {
        final var actor =
                BehaviorTestKit.create(TokenHolderActor.create(SETTINGS, time, frames, new QuorumLease(time::nowNs)));

        runAll(
                actor,
                List.of(HolderCommand.class, SealRing.class),
                List.of(
                        new HolderCommand.Wire(membership.getRef(), tracker.getRef(), cpg.getRef()),
                        new HolderCommand.SuspendPassed(),
                        new SealRing(RING),
                        new HolderCommand.RecoverPassed(PLAN, List.of()),
                        new HolderCommand.StartTokenPassed(RING),
                        arrived(0),
                        arrived(1),
                        arrived(2),
                        arrived(3),
                        new HolderCommand.InstallPassed(PLAN),
                        new HolderCommand.Synchronised(RING),
                        new HolderCommand.HoldBack(false),
                        new HolderCommand.Submit(new OutgoingMessage(ServiceId.CPG, new byte[3])),
                        arrived(4),
                        new HolderCommand.HoldCancelReceived(new TokenHoldCancel(SELF, RING)),
                        new HolderCommand.DeadlinesDue(1_000L),
                        new HolderCommand.GetAcceptedTokens(acceptedTokens.getRef())));

        assertThat(names(membership)).containsExactly("FirstTokenSeen", "RecoveryComplete");
        assertThat(names(tracker)).containsExactly("SealPassed", "Originated");
        assertThat(cpg.getAllReceived()).containsExactly(new ServiceEvent.CreditReturned(3));
        assertThat(acceptedTokens.receiveMessage()).isEqualTo(5L);
        assertThat(sent).startsWith("token to 1").endsWith("multicast 1", "token to 1");
        assertThat(alarms.get(alarms.size() - 1)).isEqualTo(1_000L + 1_000_000);
        assertUnhandled(actor, new RingControl.Suspend());
    }

    @Test
    void shouldHandleEveryMessageOfTheBarrier() {
        final var actor = BehaviorTestKit.create(SyncBarrierActor.create(Set.of(ServiceId.CPG, ServiceId.VOTEQUORUM)));

        runAll(
                actor,
                List.of(BarrierCommand.class),
                List.of(
                        new BarrierCommand.Wire(
                                holder.getRef(),
                                Map.of(ServiceId.VOTEQUORUM, votequorum.getRef(), ServiceId.CPG, cpg.getRef())),
                        new BarrierCommand.SuspendPassed(),
                        new BarrierCommand.DeliverConfiguration(new RegularConfiguration(RING, ALONE, ALONE)),
                        new BarrierCommand.Contribute(RING, ServiceId.CPG, new byte[0]),
                        new BarrierCommand.Contribute(RING, ServiceId.VOTEQUORUM, new byte[0])));
        final HolderCommand.Submit submit = (HolderCommand.Submit) holder.receiveMessage();
        actor.run(new BarrierCommand.DeliverFrames(
                List.of(packetOf(submit.messages().get(0)))));
        assertHandled(actor);
        actor.run(new BarrierCommand.VerdictReached(RING, new QuorumVerdict(QuorumVerdict.State.QUORATE, 1, 1, 1)));
        assertHandled(actor);

        assertThat(names(votequorum)).containsExactly("DeliverySuspended", "ConfigurationChanged", "Synchronised");
        assertThat(names(cpg)).containsExactly("DeliverySuspended", "ConfigurationChanged", "Synchronised");
        assertThat(holder.getAllReceived()).containsExactly(new HolderCommand.Synchronised(RING));
    }

    /** Runs examples, at least one of each permitted subclass, but for those that the caller runs itself. */
    private static <T> void runAll(
            final BehaviorTestKit<T> actor, final List<Class<?>> protocols, final List<T> examples) {
        final List<Class<?>> messages = protocols.stream()
                .<Class<?>>flatMap(type -> type.isSealed()
                        ? Stream.<Class<?>>of(type.getPermittedSubclasses())
                        : Stream.<Class<?>>of(type))
                .filter(type -> type != BarrierCommand.DeliverFrames.class)
                .filter(type -> type != BarrierCommand.VerdictReached.class)
                .toList();
        assertThat(examples.stream().<Class<?>>map(Object::getClass).distinct().toList())
                .as("an example of each message")
                .containsExactlyInAnyOrderElementsOf(messages);
        for (final T example : examples) {
            actor.run(example);
            assertThat(actor.returnedBehavior())
                    .as("%s", example.getClass().getSimpleName())
                    .isNotEqualTo(Behaviors.unhandled());
        }
    }

    private static <T> void assertHandled(final BehaviorTestKit<T> actor) {
        assertThat(actor.returnedBehavior()).isNotEqualTo(Behaviors.unhandled());
    }

    /** The check can fail: a message of somebody else's protocol is unhandled. */
    private static <T> void assertUnhandled(final BehaviorTestKit<T> actor, final T stranger) {
        actor.run(stranger);
        assertThat(actor.returnedBehavior()).isEqualTo(Behaviors.unhandled());
    }

    private static List<String> names(final TestInbox<?> inbox) {
        final Function<Object, String> name = message -> message.getClass().getSimpleName();
        return inbox.getAllReceived().stream().map(name).toList();
    }

    private static OrfToken token(final int tokenSeq) {
        return OrfToken.draft(SELF, RING).tokenSeq(tokenSeq).build();
    }

    private static HolderCommand.TokenArrived arrived(final int tokenSeq) {
        return new HolderCommand.TokenArrived(new TokenArrival(token(tokenSeq), new int[0], 0, 0, 0));
    }

    private static RegularMessage frame(final int seq) {
        return new RegularMessage(SELF, seq, 0, RING, false, false, new byte[0]);
    }

    /** A packet of one message. */
    private static RegularMessage packetOf(final OutgoingMessage message) {
        final byte[] body = message.body();
        final byte[] packet = new byte[11 + body.length];
        packet[6] = 1;
        packet[8] = (byte) (body.length + 1);
        packet[10] = (byte) message.service().number();
        System.arraycopy(body, 0, packet, 11, body.length);
        return new RegularMessage(SELF, 1, 0, RING, false, false, packet);
    }
}
