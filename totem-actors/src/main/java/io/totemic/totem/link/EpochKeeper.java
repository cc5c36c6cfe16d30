/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.codec.HandshakeCodec;
import io.totemic.protocol.message.Handshake;
import io.totemic.protocol.message.Nonce;
import io.totemic.totem.link.core.EpochGate;
import io.totemic.totem.link.core.GateEffect;
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
        public FrameFault onFrame(final NodeId transmitter, final long epoch, final long counter) {
            return null;
        }

        @Override
        public FrameFault onHandshake(
                final NodeId transmitter, final long epoch, final long counter, final DirectBuffer frame) {
            return FrameFault.HANDSHAKE;
        }
    };

    /** Whether an opened frame is for the gate and not for the rooms. */
    boolean isHandshake(DirectBuffer frame);

    /** Why a genuine frame for the rooms is dropped, null if it is not. */
    FrameFault onFrame(NodeId transmitter, long epoch, long counter);

    /** Why a genuine frame for the gate is dropped, null if it is not. */
    FrameFault onHandshake(NodeId transmitter, long epoch, long counter, DirectBuffer frame);

    /**
     * The one of encrypted frames.
     *
     * @param nonces must not be guessable
     */
    static EpochKeeper of(
            final EpochGate gate, final FramePublisher publisher, final RingTime time, final Supplier<Nonce> nonces) {
        return new Gated(gate, publisher, time, nonces);
    }

    /** Around a gate. */
    final class Gated implements EpochKeeper, GateEffect.Handler {

        private static final Nonce UNUSED = new Nonce(0, 0);

        private final EpochGate gate;
        private final FramePublisher publisher;
        private final RingTime time;
        private final Supplier<Nonce> nonces;
        private final Effects<GateEffect> effects = new Effects<>();

        private Gated(
                final EpochGate gate,
                final FramePublisher publisher,
                final RingTime time,
                final Supplier<Nonce> nonces) {
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
        public FrameFault onFrame(final NodeId transmitter, final long epoch, final long counter) {
            final FrameFault fault =
                    gate.onFrame(transmitter, epoch, counter, time.nowNs(), nonceFor(transmitter, epoch), effects);
            apply();
            return fault;
        }

        @Override
        public FrameFault onHandshake(
                final NodeId transmitter, final long epoch, final long counter, final DirectBuffer frame) {
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
                            challenge,
                            publisher.lastJoinNs(),
                            time.nowNs(),
                            nonceFor(transmitter, epoch),
                            effects)
                    : gate.onAnswer(transmitter, epoch, counter, (Handshake.Answer) handshake, time.nowNs());
            apply();
            return fault;
        }

        @Override
        public void sendChallenge(final GateEffect.SendChallenge effect) {
            publisher.sendChallenge(effect.peer(), effect.nonce());
        }

        @Override
        public void sendAnswer(final GateEffect.SendAnswer effect) {
            publisher.sendAnswer(effect.peer(), effect.nonce());
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
