/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Alarm;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameCodec;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.codec.FrameStreams;
import io.totemic.protocol.codec.HandshakeCodec;
import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.CryptoModel;
import io.totemic.protocol.crypto.KeyRing;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Handshake;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.KeyState;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.Nonce;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import io.totemic.protocol.message.TotemMessage;
import io.totemic.totem.link.core.EpochGate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Two nodes and what an attacker between them can do with their frames. */
class FrameIntakeTest {

    private static final NodeId ONE = NodeId.of(1);
    private static final NodeId TWO = NodeId.of(2);
    private static final NodeSet BOTH = NodeSet.of(ONE, TWO);
    private static final RingId RING = new RingId(ONE, 4);
    private static final long CLUSTER = 77;
    private static final int MAX_LENGTH = 2000;
    private static final long JOIN_NS = 50_000_000L;
    private static final ClusterKey KEY = new ClusterKey(new byte[128]);
    private static final ClusterKey NEXT_KEY = new ClusterKey(new byte[130]);

    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<NodeId, Node> nodes = new TreeMap<>();
    private final List<byte[]> recorded = new ArrayList<>();
    private final Deque<Runnable> underway = new ArrayDeque<>();
    private long nowNs;

    /** A node without rooms: what they would be told is kept. */
    private final class Node implements Links {
        private final NodeId self;
        private final KeyRing keys;
        private final Map<NodeId, KeyState> told = new TreeMap<>();
        private final FrameCounters counters = new FrameCounters();
        private final FramePublisher publisher;
        private final FrameIntake intake;
        private final List<TotemMessage> taken = new ArrayList<>();

        private Node(final NodeId self, final ClusterKey key, final long epoch) {
            this.self = self;
            keys = key == null
                    ? null
                    : new KeyRing(self.value(), List.of(key), CipherSuite.AES_256_GCM, CryptoModel.JDK, MAX_LENGTH);
            final RingTime time = new RingTime() {
                @Override
                public long nowNs() {
                    return nowNs;
                }

                @Override
                public Alarm alarm(final Runnable onDue) {
                    throw new UnsupportedOperationException();
                }
            };
            final EnvelopeCodec envelopes = keys == null
                    ? new EnvelopeCodec(CLUSTER, MAX_LENGTH)
                    : new EnvelopeCodec(CLUSTER, MAX_LENGTH, keys);
            publisher = new FramePublisher(this, self, envelopes, epoch, time);
            final EpochKeeper epochs = keys == null
                    ? EpochKeeper.NONE
                    : EpochKeeper.of(
                            new EpochGate(self, BOTH.minus(self), 1_000_000_000L, JOIN_NS),
                            publisher,
                            time,
                            () -> new Nonce(random.nextLong(), random.nextLong()),
                            (peer, state) -> told.put(peer, state));
            intake = new FrameIntake(self, BOTH, envelopes, epochs, counters, time);
            nodes.put(self, this);
        }

        private void take(final byte[] envelope) {
            final DirectBuffer frame = intake.take(new UnsafeBuffer(envelope), 0, envelope.length);
            if (frame != null) {
                taken.add(FrameCodec.decode(frame, 0, frame.capacity()));
            }
        }

        /** Seqs of the messages that were taken. */
        private List<Integer> messages() {
            return taken.stream()
                    .filter(RegularMessage.class::isInstance)
                    .map(message -> ((RegularMessage) message).seq())
                    .toList();
        }

        private long dropped(final FrameFault fault) {
            return counters.snapshot().get(fault);
        }

        private void send(final DirectBuffer buffer, final int offset, final int length) {
            final byte[] envelope = new byte[length];
            buffer.getBytes(offset, envelope);
            recorded.add(envelope);
            final NodeId peer = self.equals(ONE) ? TWO : ONE;
            underway.add(() -> {
                if (nodes.containsKey(peer)) {
                    nodes.get(peer).take(envelope);
                }
            });
        }

        @Override
        public void multicastData(final DirectBuffer buffer, final int offset, final int length) {
            send(buffer, offset, length);
        }

        @Override
        public boolean sendToken(final NodeId peer, final DirectBuffer buffer, final int offset, final int length) {
            send(buffer, offset, length);
            return true;
        }

        @Override
        public void broadcastControl(final DirectBuffer buffer, final int offset, final int length) {
            send(buffer, offset, length);
        }

        @Override
        public void sendControl(final NodeId peer, final DirectBuffer buffer, final int offset, final int length) {
            send(buffer, offset, length);
        }

        @Override
        public int drive() {
            return 0;
        }

        @Override
        public int pollData(final Receiver receiver, final int limitFrames) {
            return 0;
        }

        @Override
        public int pollTokenAndControl(final Receiver receiver, final int limitFrames) {
            return 0;
        }

        @Override
        public void resubscribe() {}

        @Override
        public void close() {}
    }

    @Test
    void shouldTakeAJoinOneRoundTripAfterAColdStart() {
        final Node one = new Node(ONE, KEY, 11);
        final Node two = new Node(TWO, KEY, 22);

        one.publisher.broadcastJoin(join(ONE));
        deliver(1);
        assertThat(two.dropped(FrameFault.EPOCH)).isEqualTo(1);
        // Challenge; then answer and JOIN, and the challenge the other way round.
        deliver(1);
        deliver(2);

        assertThat(two.taken).containsExactly(join(ONE));
        deliver(100);
        two.publisher.broadcastJoin(join(TWO));
        deliver(100);
        assertThat(one.taken).containsExactly(join(TWO));
        assertThat(two.counters.total()).isEqualTo(1);
        assertThat(one.counters.total()).isZero();
    }

    @Test
    void shouldTakeNoFrameTwice() {
        final Node one = new Node(ONE, KEY, 11);
        final Node two = new Node(TWO, KEY, 22);
        meet(one, two);
        one.publisher.multicast(List.of(message(1), message(2)));
        one.publisher.broadcastMergeDetect(new MergeDetect(ONE, RING));
        deliver(100);
        final int taken = two.taken.size();
        final long dropped = two.counters.total();

        replayAll(two);

        assertThat(two.taken).hasSize(taken);
        assertThat(two.counters.total()).isEqualTo(dropped + recorded.size());
        assertThat(two.dropped(FrameFault.REPLAY)).isPositive();
    }

    /** The one that listens has forgotten everything; the one that speaks is in the same epoch. */
    @Test
    void shouldTakeNoRecordedFrameAfterItsOwnRestart() {
        final Node one = new Node(ONE, KEY, 11);
        meet(one, new Node(TWO, KEY, 22));
        one.publisher.multicast(List.of(message(1), message(2)));
        deliver(100);
        final Node restarted = new Node(TWO, KEY, 23);
        nowNs += 10 * JOIN_NS;

        replayAll(restarted);
        deliver(1000);
        replayAll(restarted);
        deliver(1000);

        assertThat(restarted.taken).isEmpty();
        one.publisher.multicast(List.of(message(3)));
        deliver(100);
        assertThat(restarted.taken).hasSize(1);
    }

    @Test
    void shouldTakeNoRecordedFrameAfterTheRestartOfTheOther() {
        final Node two = new Node(TWO, KEY, 22);
        meet(new Node(ONE, KEY, 11), two);
        nodes.get(ONE).publisher.multicast(List.of(message(1), message(2)));
        deliver(100);
        final Node restarted = new Node(ONE, KEY, 12);
        meet(restarted, two);
        nowNs += 10 * JOIN_NS;
        final int taken = two.taken.size();

        replayAll(two);
        deliver(1000);
        replayAll(two);
        deliver(1000);

        assertThat(two.taken).hasSize(taken);
        restarted.publisher.multicast(List.of(message(3)));
        deliver(100);
        assertThat(two.taken).hasSize(taken + 1);
    }

    @Test
    void shouldDropEveryDamagedFrame() {
        final Node one = new Node(ONE, KEY, 11);
        final Node two = new Node(TWO, KEY, 22);
        meet(one, two);
        one.publisher.multicast(List.of(message(1)));
        underway.clear();
        final byte[] envelope = recorded.get(recorded.size() - 1);
        final int taken = two.taken.size();

        for (int bit = 0; bit < envelope.length * 8; bit++) {
            final byte[] flipped = envelope.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            two.take(flipped);
        }
        for (int length = 0; length < envelope.length; length++) {
            two.take(Arrays.copyOf(envelope, length));
        }

        assertThat(two.taken).hasSize(taken);
        two.take(envelope);
        assertThat(two.taken).hasSize(taken + 1);
    }

    @Test
    void shouldNameAnotherKey() {
        final Node one = new Node(ONE, new ClusterKey(new byte[129]), 11);
        final Node two = new Node(TWO, KEY, 22);

        one.publisher.broadcastJoin(join(ONE));
        two.publisher.broadcastJoin(join(TWO));
        deliver(100);

        assertThat(one.taken).isEmpty();
        assertThat(two.taken).isEmpty();
        assertThat(one.dropped(FrameFault.ENVELOPE_KEY)).isEqualTo(1);
        assertThat(two.dropped(FrameFault.ENVELOPE_KEY)).isEqualTo(1);
        assertThat(one.counters.total()).isEqualTo(1);
    }

    @Test
    void shouldNotMixWithNodesWithoutAKey() {
        final Node one = new Node(ONE, null, 11);
        final Node two = new Node(TWO, KEY, 22);

        one.publisher.broadcastJoin(join(ONE));
        two.publisher.broadcastJoin(join(TWO));
        deliver(100);

        assertThat(one.taken).isEmpty();
        assertThat(two.taken).isEmpty();
        assertThat(one.dropped(FrameFault.ENVELOPE_KEY)).isEqualTo(1);
        assertThat(two.dropped(FrameFault.ENVELOPE_KEY)).isEqualTo(1);
    }

    @Test
    void shouldTakeFramesInTheClearWithoutHandshake() {
        final Node one = new Node(ONE, null, 11);
        final Node two = new Node(TWO, null, 22);

        one.publisher.broadcastJoin(join(ONE));
        deliver(100);
        replayAll(two);

        assertThat(two.taken).containsExactly(join(ONE), join(ONE));
        assertThat(two.counters.total()).isZero();
    }

    /** A member has the key, but not the names of the others. */
    @Test
    void shouldDropWhatAMemberSendsInTheNameOfAnother() {
        final Node one = new Node(ONE, KEY, 11);
        final Node two = new Node(TWO, KEY, 22);
        meet(one, two);
        final int taken = two.taken.size();

        one.publisher.broadcastMergeDetect(new MergeDetect(TWO, RING));
        one.publisher.broadcastJoin(join(TWO));
        one.publisher.broadcastJoin(new Join(TWO, NodeSet.of(TWO), NodeSet.EMPTY, 4, true));
        one.publisher.broadcastTokenHoldCancel(new TokenHoldCancel(TWO, RING));
        one.publisher.sendToken(TWO, OrfToken.draft(TWO, RING).build());
        one.publisher.sendCommitToken(TWO, CommitToken.create(TWO, 8, BOTH));
        deliver(100);

        assertThat(two.taken).hasSize(taken);
        assertThat(two.dropped(FrameFault.SENDER)).isEqualTo(6);
        // Any member may send a message again.
        one.publisher.multicast(List.of(new RegularMessage(TWO, 5, 5, RING, false, false, new byte[] {1})));
        one.publisher.sendToken(TWO, OrfToken.draft(ONE, RING).build());
        deliver(100);
        assertThat(two.taken).hasSize(taken + 2);
    }

    /** While the key is changed, frames of both keys are taken, and of the old one no longer when it is retired. */
    @Test
    void shouldTakeFramesOfBothKeysUntilOneIsRetired() {
        final Node one = new Node(ONE, KEY, 11);
        final Node two = new Node(TWO, KEY, 22);
        meet(one, two);
        one.keys.load(NEXT_KEY);
        two.keys.load(NEXT_KEY);

        one.keys.activate(NEXT_KEY.keyId());
        one.publisher.multicast(List.of(message(1)));
        deliver(100);
        two.publisher.multicast(List.of(message(2)));
        deliver(100);
        assertThat(two.messages()).containsExactly(1);
        assertThat(one.messages()).containsExactly(2);

        two.keys.activate(NEXT_KEY.keyId());
        two.keys.retire(KEY.keyId());
        replayAll(two);
        one.keys.activate(KEY.keyId());
        one.publisher.multicast(List.of(message(3)));
        deliver(100);
        assertThat(two.messages()).containsExactly(1);
        assertThat(two.dropped(FrameFault.ENVELOPE_KEY)).isPositive();
        assertThat(two.dropped(FrameFault.TAG)).isZero();
    }

    /** A frame of the other key makes a node ask, once, and what the answer tells goes to the room of the keys. */
    @Test
    void shouldHearOfTheKeysOfAPeerThatSealsWithAnother() {
        final Node one = new Node(ONE, KEY, 11);
        final Node two = new Node(TWO, KEY, 22);
        meet(one, two);
        one.keys.load(NEXT_KEY);
        two.keys.load(NEXT_KEY);
        final KeyState ahead = new KeyState(1, NEXT_KEY.keyId(), 0);
        one.keys.activate(NEXT_KEY.keyId());
        one.publisher.tellKeys(ahead);

        nowNs += 10 * JOIN_NS;
        one.publisher.multicast(List.of(message(1)));
        deliver(100);

        assertThat(two.told).containsEntry(ONE, ahead);
        assertThat(two.counters.total()).isEqualTo(1);
    }

    /** An answer as it was before it told of keys is counted and goes nowhere. */
    @Test
    void shouldDropAnAnswerOfAnotherLength() {
        final Node one = new Node(ONE, KEY, 11);
        final Node two = new Node(TWO, KEY, 22);
        final UnsafeBuffer envelope = new UnsafeBuffer(new byte[48 + EnvelopeCodec.OVERHEAD]);
        HandshakeCodec.encode(new Handshake.Challenge(TWO, new Nonce(7, 8)), envelope, EnvelopeCodec.FRAME_OFFSET);
        envelope.putByte(EnvelopeCodec.FRAME_OFFSET + HandshakeCodec.TYPE_OFFSET, (byte) HandshakeCodec.TYPE_ANSWER);
        new EnvelopeCodec(CLUSTER, MAX_LENGTH, one.keys)
                .seal(
                        envelope,
                        0,
                        48,
                        ONE.value(),
                        11,
                        FrameStreams.counter(FrameStreams.CONTROL, 0),
                        EnvelopeCodec.EVERYBODY,
                        KEY.keyId());

        two.take(envelope.byteArray());

        assertThat(two.taken).isEmpty();
        assertThat(two.dropped(FrameFault.LENGTH)).isEqualTo(1);
        assertThat(two.told).isEmpty();
        assertThat(underway).isEmpty();
    }

    /** Lets two nodes accept each other. */
    private void meet(final Node one, final Node two) {
        one.publisher.broadcastJoin(join(ONE));
        two.publisher.broadcastJoin(join(TWO));
        deliver(100);
        assertThat(one.taken).contains(join(TWO));
        assertThat(two.taken).contains(join(ONE));
    }

    private void deliver(final int frames) {
        for (int i = 0; i < frames && !underway.isEmpty(); i++) {
            nowNs += 1_000_000;
            underway.removeFirst().run();
        }
    }

    private void replayAll(final Node victim) {
        for (final byte[] envelope : List.copyOf(recorded)) {
            nowNs += 1_000_000;
            victim.take(envelope);
        }
    }

    private static Join join(final NodeId sender) {
        return new Join(sender, NodeSet.of(sender), NodeSet.EMPTY, 4, false);
    }

    private static RegularMessage message(final int seq) {
        return new RegularMessage(ONE, seq, seq, RING, false, false, new byte[] {1, 2, 3});
    }
}
