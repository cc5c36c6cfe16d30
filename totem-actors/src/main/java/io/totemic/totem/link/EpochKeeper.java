/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.codec.HandshakeCodec;
import io.totemic.protocol.message.Handshake;
import io.totemic.protocol.message.KeyState;
import io.totemic.protocol.message.Nonce;
import io.totemic.totem.link.core.EpochGate;
import io.totemic.totem.link.core.GateEffect;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * Tells new frames from replayed ones: decodes for the {@link EpochGate} and does what it wants. Without keys there is none, and
 * every frame counts as new. Called only on the ring loop.
 */
public interface EpochKeeper {

    /** Of frames in the clear, which anybody can make: no epoch proves anything, and there is no handshake. */
    EpochKeeper NONE = new EpochKeeper() {
        @Override
        public boolean isHandshake(final DirectBuffer frame) {
            return false;
        }

        @Override
        public FrameFault onFrame(final NodeId transmitter, final long epoch, final long counter, final int keyId) {
            return null;
        }

        @Override
        public FrameFault onHandshake(
                final NodeId transmitter,
                final long epoch,
                final long counter,
                final int keyId,
                final DirectBuffer frame) {
            return FrameFault.HANDSHAKE;
        }

        @Override
        public void close(final NodeSet peers) {}
    };

    /** Whether an opened frame is for the gate and not for the rooms. */
    boolean isHandshake(DirectBuffer frame);

    /** Why a genuine frame for the rooms is dropped, null if it is not. */
    FrameFault onFrame(NodeId transmitter, long epoch, long counter, int keyId);

    /** Why a genuine frame for the gate is dropped, null if it is not. */
    FrameFault onHandshake(NodeId transmitter, long epoch, long counter, int keyId, DirectBuffer frame);

    /** These peers prove anew that they are there, and that they can read what is sealed with the active key. */
    void close(NodeSet peers);

    /**
     * The one of encrypted frames.
     *
     * @param nonces must not be guessable
     * @param onKeys told what a peer that is there now tells of its keys
     */
    static EpochKeeper of(
            final EpochGate gate,
            final FramePublisher publisher,
            final RingTime time,
            final Supplier<Nonce> nonces,
            final BiConsumer<NodeId, KeyState> onKeys) {
        return new Gated(gate, publisher, time, nonces, onKeys);
    }

    /** Around a gate. */
    final class Gated implements EpochKeeper, GateEffect.Handler {

        private static final Nonce UNUSED = new Nonce(0, 0);

        private final EpochGate gate;
        private final FramePublisher publisher;
        private final RingTime time;
        private final Supplier<Nonce> nonces;
        private final BiConsumer<NodeId, KeyState> onKeys;
        private final Effects<GateEffect> effects = new Effects<>();

        private Gated(
                final EpochGate gate,
                final FramePublisher publisher,
                final RingTime time,
                final Supplier<Nonce> nonces,
                final BiConsumer<NodeId, KeyState> onKeys) {
            this.onKeys = onKeys;
            this.gate = gate;
            this.publisher = publisher;
            this.time = time;
            this.nonces = nonces;
        }

        @Override
        public boolean isHandshake(final DirectBuffer frame) {
            return HandshakeCodec.isHandshake(frame, 0);
        }

        @Override
        public FrameFault onFrame(final NodeId transmitter, final long epoch, final long counter, final int keyId) {
            final boolean isOtherKey = keyId != publisher.keyId();
            final FrameFault fault = gate.onFrame(
                    transmitter,
                    epoch,
                    counter,
                    keyId,
                    isOtherKey,
                    time.nowNs(),
                    isOtherKey ? nonces.get() : nonceFor(transmitter, epoch),
                    effects);
            apply();
            return fault;
        }

        @Override
        public FrameFault onHandshake(
                final NodeId transmitter,
                final long epoch,
                final long counter,
                final int keyId,
                final DirectBuffer frame) {
            final FrameFault damage = HandshakeCodec.check(frame, 0, frame.capacity());
            if (damage != null) {
                return damage;
            }
            final Handshake handshake = HandshakeCodec.decode(frame, 0);
            final FrameFault fault = handshake instanceof Handshake.Challenge challenge
                    ? gate.onChallenge(
                            transmitter,
                            epoch,
                            counter,
                            keyId,
                            challenge,
                            publisher.lastJoinNs(),
                            time.nowNs(),
                            nonceFor(transmitter, epoch),
                            effects)
                    : gate.onAnswer(
                            transmitter,
                            epoch,
                            counter,
                            keyId != publisher.keyId(),
                            (Handshake.Answer) handshake,
                            time.nowNs());
            apply();
            if (fault == null && handshake instanceof Handshake.Answer answer) {
                onKeys.accept(transmitter, answer.keys());
            }
            return fault;
        }

        @Override
        public void close(final NodeSet peers) {
            gate.close(peers);
        }

        @Override
        public void sendChallenge(final GateEffect.SendChallenge effect) {
            publisher.sendChallenge(effect.peer(), effect.nonce(), effect.keyId());
        }

        @Override
        public void sendAnswer(final GateEffect.SendAnswer effect) {
            publisher.sendAnswer(effect.peer(), effect.nonce(), effect.keyId());
        }

        @Override
        public void repeatJoin(final GateEffect.RepeatJoin effect) {
            publisher.repeatJoin(effect.peer());
        }

        private Nonce nonceFor(final NodeId transmitter, final long epoch) {
            return gate.needsNonce(transmitter, epoch) ? nonces.get() : UNUSED;
        }

        private void apply() {
            if (!effects.isEmpty()) {
                effects.drainTo(effect -> effect.applyTo(this));
            }
        }
    }
}
