/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.NodeSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameCodec;
import io.totemic.protocol.codec.FrameProtection;
import io.totemic.protocol.codec.FrameStreams;
import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.CryptoModel;
import io.totemic.protocol.crypto.EncryptedFrames;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.TotemMessage;
import io.totemic.simulation.schedule.FrameStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Somebody on the network who hears every frame, can send to every node, and has every key that was replaced: one long ago, and the first one of the run, which it uses
 * against whoever has dropped that. Records all
 * frames of the run and replays them, to whoever they were for and to others, at once, on the next ring, and after restarts of
 * both sides; flips bits, truncates, splices, forges and floods. Suppresses nothing: that is what partitions are for.
 *
 * <p>Also judges what the nodes took: no frame that nobody sent, none twice, none under a key that the receiver had dropped, no token that was for another, none that was sent before the receiver was
 * started, and none of a node's earlier life after one of a later life.
 */
final class Attacker {

    /** The key that a cluster begins with, which the attacker has as soon as it is dropped. */
    private static final ClusterKey CLUSTER_KEY = key(1);

    private static final ClusterKey OLD_KEY = key(2);
    private static final long NS_PER_MS = 1_000_000L;
    private static final long TRANSIT_NS = 50_000L;
    private static final int RECENT_FRAMES = 200;
    private static final int FLOOD_FRAMES = 100;
    private static final int EVERYBODY = EnvelopeCodec.EVERYBODY;
    private static final int SECRET_BYTES = 256;

    private enum Attack {
        REPLAY_RECENT,
        REPLAY_ANY,
        SEND_TO_OTHERS,
        FLIP_BITS,
        TRUNCATE,
        SPLICE,
        FORGE_WITH_OLD_KEY,
        FORGE_IN_THE_CLEAR,
        FLOOD
    }

    private static final List<Attack> ATTACKS = List.of(Attack.values());
    private static final List<FrameStream> STREAMS = List.of(FrameStream.values());

    /** Brings a frame to a node. */
    interface Injector {
        void bring(int to, FrameStream stream, byte[] frame);
    }

    /** What tells a genuine envelope from all others. */
    private record EnvelopeId(int transmitter, long epoch, long counter) {
        static EnvelopeId of(final byte[] frame) {
            final UnsafeBuffer envelope = new UnsafeBuffer(frame);
            return new EnvelopeId(
                    EnvelopeCodec.transmitter(envelope, 0),
                    EnvelopeCodec.epoch(envelope, 0),
                    EnvelopeCodec.counter(envelope, 0));
        }
    }

    /** A genuine envelope. */
    private record Sent(byte[] frame, int life, long sentNs, int target) {}

    /** For whom and on which stream it was. */
    private record Recorded(Sent sent, int to, FrameStream stream) {}

    /** What one incarnation of a node has taken. */
    private static final class Intake {
        private final long sinceNs;
        private final Set<EnvelopeId> taken = new HashSet<>();
        private final int[] livesHeard;

        private Intake(final long sinceNs, final int nodes) {
            this.sinceNs = sinceNs;
            livesHeard = new int[nodes + 1];
        }
    }

    private final SimulatedScheduling scheduling;
    private final int nodes;
    private final long clusterId;
    private final long meanIntervalNs;
    private final Injector injector;
    private final Consumer<String> violations;
    private final SplittableRandom random;
    private final int[] lives;
    private final Intake[] intakes;
    private final int[] droppedKeys;
    private final Map<EnvelopeId, Sent> genuine = new HashMap<>();
    private final List<Recorded> recorded = new ArrayList<>();
    private long injected;

    /**
     * Begins at once.
     *
     * @param meanIntervalMs between two attacks
     */
    Attacker(
            final SimulatedScheduling scheduling,
            final int nodes,
            final long clusterId,
            final long meanIntervalMs,
            final Injector injector,
            final Consumer<String> violations) {
        this.scheduling = scheduling;
        this.nodes = nodes;
        this.clusterId = clusterId;
        this.injector = injector;
        this.violations = violations;
        meanIntervalNs = meanIntervalMs * NS_PER_MS;
        random = new SplittableRandom(scheduling.random().nextLong());
        lives = new int[nodes + 1];
        intakes = new Intake[nodes + 1];
        droppedKeys = new int[nodes + 1];
        scheduleNext();
    }

    /** What the nodes of an attacked cluster protect their frames with. */
    static NodeSettings.Protection protection() {
        return new NodeSettings.Protection(CLUSTER_KEY, CipherSuite.AES_256_GCM, CryptoModel.JDK);
    }

    /** A node has been started. */
    void started(final int node) {
        lives[node]++;
        intakes[node] = new Intake(scheduling.nowNs(), nodes);
    }

    /** A node has sent a frame, whatever becomes of it. */
    void sent(final int from, final int to, final FrameStream stream, final byte[] frame) {
        final Sent sent = genuine.computeIfAbsent(
                EnvelopeId.of(frame),
                newcomer -> new Sent(
                        frame.clone(), lives[from], scheduling.nowNs(), stream == FrameStream.TOKEN ? to : EVERYBODY));
        if (!Arrays.equals(sent.frame(), frame)) {
            violations.accept("node " + from + " sealed two frames with one nonce");
        }
        recorded.add(new Recorded(sent, to, stream));
    }

    /** A node has dropped a key, for good. */
    void retired(final int node, final int keyId) {
        droppedKeys[node] = keyId;
    }

    /** A node has let a frame through to its rooms. */
    void taken(final int node, final byte[] frame) {
        final EnvelopeId id = EnvelopeId.of(frame);
        final Sent sent = genuine.get(id);
        final Intake intake = intakes[node];
        if (sent == null || !Arrays.equals(sent.frame(), frame)) {
            violations.accept("node " + node + " took a frame that nobody sent, of transmitter " + id.transmitter());
            return;
        }
        final int keyId = EnvelopeCodec.keyId(new UnsafeBuffer(frame), 0);
        if (droppedKeys[node] != 0 && keyId == droppedKeys[node]) {
            violations.accept(
                    "node " + node + " took a frame under key " + ClusterKey.idText(keyId) + ", which it had dropped");
        }
        if (!intake.taken.add(id)) {
            violations.accept("node " + node + " took a frame twice, of transmitter " + id.transmitter());
        }
        if (sent.target() != EVERYBODY && sent.target() != node) {
            violations.accept("node " + node + " took a token for node " + sent.target());
        }
        if (sent.sentNs() < intake.sinceNs) {
            violations.accept("node " + node + " took a frame that was sent before it was started, of transmitter "
                    + id.transmitter());
        }
        if (sent.life() < intake.livesHeard[id.transmitter()]) {
            violations.accept("node " + node + " took a frame of an earlier life of node " + id.transmitter());
        }
        intake.livesHeard[id.transmitter()] = Math.max(intake.livesHeard[id.transmitter()], sent.life());
    }

    /** Frames brought by the attacker. */
    long injected() {
        return injected;
    }

    private void scheduleNext() {
        scheduling.schedule(1 + (long) (-Math.log(1 - random.nextDouble()) * meanIntervalNs), () -> {
            attack();
            scheduleNext();
        });
    }

    private void attack() {
        if (recorded.isEmpty()) {
            return;
        }
        final Recorded recent =
                recorded.get(recorded.size() - 1 - random.nextInt(Math.min(RECENT_FRAMES, recorded.size())));
        final Recorded any = recorded.get(random.nextInt(recorded.size()));
        final byte[] frame = recent.sent().frame();
        switch (ATTACKS.get(random.nextInt(ATTACKS.size()))) {
            case REPLAY_RECENT -> bring(recent.to(), recent.stream(), frame);
            case REPLAY_ANY -> bring(any.to(), any.stream(), any.sent().frame());
            case SEND_TO_OTHERS ->
                bring(
                        1 + random.nextInt(nodes),
                        STREAMS.get(random.nextInt(STREAMS.size())),
                        random.nextBoolean() ? frame : any.sent().frame());
            case FLIP_BITS -> bring(recent.to(), recent.stream(), flipped(frame));
            case TRUNCATE -> bring(recent.to(), recent.stream(), Arrays.copyOf(frame, random.nextInt(frame.length)));
            case SPLICE ->
                bring(recent.to(), recent.stream(), spliced(frame, any.sent().frame()));
            case FORGE_WITH_OLD_KEY ->
                forge(
                        recent,
                        new EncryptedFrames(
                                recent.to(), stolenKey(recent.to()), CipherSuite.AES_256_GCM, CryptoModel.JDK, 16_384));
            case FORGE_IN_THE_CLEAR -> forge(recent, null);
            case FLOOD -> {
                for (int i = 0; i < FLOOD_FRAMES; i++) {
                    final Recorded each = recorded.get(random.nextInt(recorded.size()));
                    bring(each.to(), each.stream(), each.sent().frame());
                }
            }
        }
    }

    /** The first key of the run, if it is of no use any more at this node. */
    private ClusterKey stolenKey(final int to) {
        return droppedKeys[to] == CLUSTER_KEY.keyId() ? CLUSTER_KEY : OLD_KEY;
    }

    private byte[] flipped(final byte[] frame) {
        final byte[] damaged = frame.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    /** The beginning of one and the end of the other. */
    private byte[] spliced(final byte[] first, final byte[] second) {
        final int at = random.nextInt(Math.min(first.length, second.length));
        final byte[] spliced = second.clone();
        System.arraycopy(first, 0, spliced, 0, at);
        return spliced;
    }

    /** Tells a node that another leaves, or of a ring that does not exist, in the name and the epoch of that other. */
    private void forge(final Recorded model, final FrameProtection protection) {
        final EnvelopeId id = EnvelopeId.of(model.sent().frame());
        final NodeId inTheNameOf = new NodeId(id.transmitter());
        final TotemMessage message = random.nextBoolean()
                ? new Join(inTheNameOf, NodeSet.of(inTheNameOf), NodeSet.EMPTY, random.nextInt(1000), true)
                : new MergeDetect(inTheNameOf, new RingId(inTheNameOf, random.nextInt(1000)));
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EnvelopeCodec.OVERHEAD + 1000]);
        final EnvelopeCodec codec = protection == null
                ? new EnvelopeCodec(clusterId, buffer.capacity())
                : new EnvelopeCodec(clusterId, buffer.capacity(), protection);
        final int frameLength = FrameCodec.encode(message, buffer, EnvelopeCodec.FRAME_OFFSET);
        final long counter =
                FrameStreams.counter(FrameStreams.CONTROL, FrameStreams.numberOf(id.counter()) + random.nextInt(100));
        final int length =
                codec.seal(buffer, 0, frameLength, id.transmitter(), id.epoch(), counter, EnvelopeCodec.EVERYBODY);
        if (random.nextBoolean()) {
            // As if it were the suite and the key of today.
            buffer.putByte(EnvelopeCodec.SUITE_OFFSET, (byte) CipherSuite.AES_256_GCM.id());
            buffer.putShort(
                    EnvelopeCodec.KEY_ID_OFFSET,
                    (short) EnvelopeCodec.keyId(new UnsafeBuffer(model.sent().frame()), 0),
                    ByteOrder.LITTLE_ENDIAN);
        }
        bring(model.to(), FrameStream.CONTROL, Arrays.copyOf(buffer.byteArray(), length));
    }

    private void bring(final int to, final FrameStream stream, final byte[] frame) {
        injected++;
        scheduling.schedule(1 + random.nextLong(TRANSIT_NS), () -> injector.bring(to, stream, frame));
    }

    /** A key of its own for each number. */
    static ClusterKey key(final int number) {
        return new ClusterKey(secret(number));
    }

    private static byte[] secret(final int factor) {
        final byte[] secret = new byte[SECRET_BYTES];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (factor * i);
        }
        return secret;
    }
}
