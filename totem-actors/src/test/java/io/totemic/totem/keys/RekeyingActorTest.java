/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Alarm;
import io.totemic.protocol.KeyStatus;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.CryptoModel;
import io.totemic.protocol.crypto.KeyRing;
import io.totemic.protocol.message.KeyState;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.core.DeliveredMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import io.totemic.totem.keys.core.KeyChange;
import io.totemic.totem.link.EpochKeeper;
import io.totemic.totem.link.FramePublisher;
import io.totemic.totem.link.Links;
import io.totemic.totem.link.PassingLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** The wiring of the change of keys, at a node that is alone on its ring: every message has its handler, and effects reach who they are for. */
class RekeyingActorTest {

    private static final NodeId SELF = NodeId.of(1);
    private static final NodeId PEER = NodeId.of(2);
    private static final NodeSet ALONE = NodeSet.of(SELF);
    private static final RegularConfiguration CONFIGURATION =
            new RegularConfiguration(new RingId(SELF, 4), ALONE, ALONE);
    private static final ClusterKey OLD = new ClusterKey(new byte[128]);
    private static final ClusterKey NEW = new ClusterKey(new byte[130]);

    private final TestInbox<BarrierCommand> barrier = TestInbox.create();
    private final TestInbox<HolderCommand> holder = TestInbox.create();
    private final TestInbox<KeyChange> answers = TestInbox.create();
    private final TestInbox<KeyStatus> status = TestInbox.create();
    private final KeyRing ring =
            new KeyRing(SELF.value(), List.of(OLD), CipherSuite.AES_256_GCM, CryptoModel.JDK, 2_000);
    private final List<String> stored = new ArrayList<>();
    private final List<NodeSet> closed = new ArrayList<>();
    private final BehaviorTestKit<RoomMessage> actor = BehaviorTestKit.create(
            RekeyingActor.create(SELF, NodeSet.of(SELF, PEER), ring, KeyState.NONE, publisher(), new KeyStore() {
                @Override
                public void store(final KeyState state) {
                    stored.add("activation " + state.activation() + " of " + ClusterKey.idText(state.active()));
                }

                @Override
                public void retired(final int keyId) {
                    if (keyId != 0) {
                        stored.add("without " + ClusterKey.idText(keyId));
                    }
                }
            }));

    private FramePublisher publisher() {
        // Sends nothing: this room only tells it what answers are to say.
        final Links none = new PassingLinks(null) {};
        return new FramePublisher(none, SELF, new EnvelopeCodec(7, 2_000, ring), 11, new RingTime() {
            @Override
            public long nowNs() {
                return 0;
            }

            @Override
            public Alarm alarm(final Runnable onDue) {
                throw new UnsupportedOperationException();
            }
        });
    }

    private final EpochKeeper epochs = new EpochKeeper() {
        @Override
        public boolean isHandshake(final DirectBuffer frame) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FrameFault onFrame(final NodeId transmitter, final long epoch, final long counter, final int keyId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FrameFault onHandshake(
                final NodeId transmitter,
                final long epoch,
                final long counter,
                final int keyId,
                final DirectBuffer frame) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(final NodeSet peers) {
            closed.add(peers);
        }
    };

    @Test
    void shouldHandleEveryMessage() {
        final List<RoomMessage> examples = List.of(
                new Rekeying.Wire(barrier.getRef(), holder.getRef()),
                new RekeyingActor.Attach(epochs),
                new ServiceEvent.ConfigurationChanged(CONFIGURATION),
                new ServiceEvent.Synchronised(CONFIGURATION, ALONE, new TreeMap<>(), null),
                new ServiceEvent.MessagesDelivered(List.of()),
                new ServiceEvent.CreditReturned(3),
                new ServiceEvent.VerdictChanged(new QuorumVerdict(QuorumVerdict.State.QUORATE, 1, 1, 1)),
                new Rekeying.GetStatus(status.getRef()),
                new Rekeying.Load(NEW, answers.getRef()),
                new Rekeying.Activate(NEW.keyId(), answers.getRef()),
                new Rekeying.Retire(OLD.keyId(), answers.getRef()),
                new Rekeying.PeerTold(PEER, KeyState.NONE),
                new ServiceEvent.DeliverySuspended());
        final List<Class<?>> messages = Stream.concat(
                        Stream.of(RekeyingActor.Attach.class),
                        Stream.of(Rekeying.Command.class, ServiceEvent.class)
                                .<Class<?>>flatMap(type -> Stream.of(type.getPermittedSubclasses())))
                .toList();

        assertThat(examples.stream().<Class<?>>map(Object::getClass).toList())
                .as("an example of each message")
                .containsExactlyInAnyOrderElementsOf(messages);
        for (final RoomMessage example : examples) {
            actor.run(example);
            assertThat(actor.returnedBehavior())
                    .as("%s", example.getClass().getSimpleName())
                    .isNotEqualTo(Behaviors.unhandled());
        }
        // The check can fail: a message of somebody else's protocol is unhandled.
        actor.run(new HolderCommand.HoldBack(false));
        assertThat(actor.returnedBehavior()).isEqualTo(Behaviors.unhandled());
    }

    @Test
    void shouldChangeTheKeyRingTheFilesAndTheEpochsWithTheOrder() {
        standAlone();
        actor.run(new Rekeying.Load(NEW, answers.getRef()));
        assertThat(answers.receiveMessage()).isInstanceOf(KeyChange.Made.class);
        assertThat(ring.liveIds()).containsExactly(OLD.keyId(), NEW.keyId());
        deliver();

        actor.run(new Rekeying.Activate(NEW.keyId(), answers.getRef()));
        assertThat(ring.keyId()).isEqualTo(OLD.keyId());
        assertThat(answers.hasMessages()).isFalse();
        deliver();
        assertThat(ring.keyId()).isEqualTo(NEW.keyId());
        assertThat(answers.receiveMessage())
                .isEqualTo(new KeyChange.Made(new KeyState(1, NEW.keyId(), 0), NodeSet.of(PEER)));
        assertThat(closed).containsExactly(NodeSet.of(PEER));

        actor.run(new Rekeying.Retire(OLD.keyId(), answers.getRef()));
        deliver();
        assertThat(ring.liveIds()).containsExactly(NEW.keyId());
        assertThat(answers.receiveMessage()).isInstanceOf(KeyChange.Made.class);
        assertThat(stored)
                .contains("activation 1 of " + ClusterKey.idText(NEW.keyId()))
                .endsWith("without " + ClusterKey.idText(OLD.keyId()));
    }

    @Test
    void shouldLoadNothingThatIsRefused() {
        standAlone();

        actor.run(new Rekeying.Load(OLD, answers.getRef()));

        assertThat(answers.receiveMessage())
                .isEqualTo(new KeyChange.Refused("key " + ClusterKey.idText(OLD.keyId()) + " is loaded already"));
        assertThat(ring.liveIds()).containsExactly(OLD.keyId());
    }

    @Test
    void shouldAnswerWithItsStatus() {
        standAlone();

        actor.run(new Rekeying.GetStatus(status.getRef()));

        final KeyStatus answer = status.receiveMessage();
        assertThat(answer.live()).containsExactly(OLD.keyId());
        assertThat(answer.nodes()).hasSize(2);
        assertThat(answer.nodes().get(1).keys()).isEmpty();
    }

    /** On a ring of its own, whose members have said what they have. */
    private void standAlone() {
        actor.run(new Rekeying.Wire(barrier.getRef(), holder.getRef()));
        actor.run(new RekeyingActor.Attach(epochs));
        actor.run(new ServiceEvent.ConfigurationChanged(CONFIGURATION));
        final BarrierCommand.Contribute contributed = (BarrierCommand.Contribute) barrier.receiveMessage();
        assertThat(contributed.service()).isEqualTo(ServiceId.KEYS);
        final TreeMap<NodeId, byte[]> contributions = new TreeMap<>();
        contributions.put(SELF, contributed.contribution());
        actor.run(new ServiceEvent.Synchronised(CONFIGURATION, ALONE, contributions, null));
        deliver();
    }

    /** What the room has submitted, in the order. */
    private void deliver() {
        while (holder.hasMessages()) {
            final HolderCommand.Submit submit = (HolderCommand.Submit) holder.receiveMessage();
            assertThat(submit.messages().get(0).service()).isEqualTo(ServiceId.KEYS);
            actor.run(new ServiceEvent.MessagesDelivered(List.of(new DeliveredMessage(
                    ServiceId.KEYS,
                    SELF,
                    CONFIGURATION.ringId(),
                    1,
                    0,
                    submit.messages().get(0).body()))));
        }
    }
}
