/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link.core;

import io.totemic.fuzz.AllocationBound;
import io.totemic.fuzz.Expect;
import io.totemic.fuzz.FuzzTarget;
import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.codec.FrameStreams;
import io.totemic.protocol.message.Handshake;
import io.totemic.protocol.message.KeyState;
import io.totemic.protocol.message.Nonce;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Frames, challenges and answers of two peers in any order, with counters near to and far from each other. No epoch is accepted but by
 * the answer to what was asked, and no frame is taken twice. An input is a row of steps of 12 bytes.
 */
public final class GateTarget implements FuzzTarget {

    private static final NodeId SELF = NodeId.of(1);
    private static final NodeSet PEERS = NodeSet.of(NodeId.of(2), NodeId.of(3));
    private static final int KEY_ID = 7;
    private static final int STEP_BYTES = 12;
    private static final long CHALLENGE_LIFETIME_NS = 1_000_000_000L;

    private record Taken(NodeId peer, long epoch, long counter) {}

    private final Effects<GateEffect> effects = new Effects<>();
    private Nonce[] asked = new Nonce[0];
    private long noncesMade;

    @Override
    public boolean decode(final byte[] input) {
        effects.clear();
        asked = new Nonce[PEERS.size()];
        noncesMade = 0;
        final EpochGate gate = new EpochGate(SELF, PEERS, CHALLENGE_LIFETIME_NS, 50_000_000L);
        final Set<Taken> taken = new HashSet<>();
        final long[] accepted = {-1, -1};
        final ByteBuffer steps = ByteBuffer.wrap(input);
        long nowNs = 0;
        boolean isAnyTaken = false;
        while (steps.remaining() >= STEP_BYTES) {
            final int what = steps.get() & 0xFF;
            final int index = steps.get() & 1;
            final NodeId peer = PEERS.get(index);
            final long epoch = steps.get() & 3;
            nowNs += (steps.get() & 0xFFL) * 2_000_000L;
            final int stream = 1 + (steps.get() & 0xFF) % FrameStreams.LAST;
            // Near 0, near the end, or anywhere.
            final byte where = steps.get();
            final int low = steps.getShort() & 0xFFFF;
            final long wide = steps.getInt() & 0xFFFF_FFFFL;
            final long number = FrameStreams.numberOf(where == 0 ? low : where == 1 ? -1L - low : (wide << 20) + low);
            final long counter = FrameStreams.counter(stream, number);
            final Nonce fresh = new Nonce(++noncesMade, index);
            FrameFault fault;
            if (what % 4 == 0) {
                final boolean isAsked = asked[index] != null && (what & 4) == 0;
                final Handshake.Answer answer = new Handshake.Answer(
                        (what & 8) == 0 ? SELF : peer,
                        isAsked ? asked[index] : fresh,
                        low,
                        number,
                        number,
                        KeyState.NONE);
                fault = gate.onAnswer(peer, epoch, counter, false, answer, nowNs);
                if (fault == null && accepted[index] != epoch) {
                    Expect.that(isAsked && answer.target().equals(SELF), "only an answer proves an epoch");
                    accepted[index] = epoch;
                    // A closed epoch stays closed: with real nonces and epochs it never comes again.
                    taken.removeIf(frame -> frame.peer().equals(peer));
                    asked[index] = null;
                    fault = FrameFault.EPOCH;
                }
            } else if (what % 4 == 1) {
                fault = gate.onChallenge(
                        peer,
                        epoch,
                        counter,
                        KEY_ID,
                        new Handshake.Challenge((what & 8) == 0 ? SELF : peer, fresh),
                        nowNs,
                        nowNs,
                        fresh,
                        effects);
                fault = accepted[index] == epoch ? fault : FrameFault.EPOCH;
            } else {
                fault = gate.onFrame(peer, epoch, counter, KEY_ID, (what & 16) != 0, nowNs, fresh, effects);
                Expect.that(
                        fault != null || accepted[index] == epoch,
                        "a frame of an epoch that is not accepted is dropped");
            }
            if (fault == null) {
                isAnyTaken = true;
                Expect.that(taken.add(new Taken(peer, epoch, counter)), "a frame is taken once");
            }
            effects.drainTo(this::note);
        }
        return isAnyTaken;
    }

    private void note(final GateEffect effect) {
        if (effect instanceof GateEffect.SendChallenge challenge) {
            asked[PEERS.indexOf(challenge.peer())] = challenge.nonce();
        }
    }

    @Override
    public List<byte[]> seeds() {
        final ByteBuffer steps = ByteBuffer.allocate(6 * STEP_BYTES);
        // A frame, which is challenged; the answer; the frame again, which is taken, and once more; one far on; an old
        // one.
        for (final int[] step : new int[][] {{2, 0, 5}, {0, 0, 5}, {2, 0, 6}, {2, 0, 6}, {2, 1, 3}, {2, 0, 1}}) {
            steps.put((byte) step[0])
                    .put((byte) 0)
                    .put((byte) 1)
                    .put((byte) 1)
                    .put((byte) 0)
                    .put((byte) step[1])
                    .putShort((short) step[2])
                    .putInt(0);
        }
        return List.of(steps.array());
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(32 * 1024, 100);
    }
}
