/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.micro;

import io.totemic.membership.core.RecoveryPlan;
import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.OrfToken;
import io.totemic.totem.core.HolderEffect;
import io.totemic.totem.core.OutgoingMessage;
import io.totemic.totem.core.ServiceId;
import io.totemic.totem.core.TokenArrival;
import io.totemic.totem.core.TokenHolder;
import io.totemic.totem.core.TotemSettings;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A visit of the token at node 2 of 3, in the core: from its arrival to the effects, without codec, actors and network. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TokenVisitBenchmark {

    private static final NodeId SELF = NodeId.of(2);
    private static final NodeId BEFORE = NodeId.of(1);
    private static final RingId RING = new RingId(BEFORE, 8);
    private static final NodeSet MEMBERS = NodeSet.of(BEFORE, SELF, NodeId.of(3));
    private static final long MILLISECOND_NS = 1_000_000L;
    private static final long ROTATION_NS = 100_000L;
    private static final int PAYLOAD_BYTES = 1392;

    /** Of a message of which exactly one fits into a frame. */
    private static final int FULL_BODY_BYTES = 1377;

    private static final int VISITS_TO_INSTALL = 4;

    /** How many frames are sent in the visit, each with one message that fills it. */
    @Param({"0", "1", "17"})
    public int frames;

    private final Effects<HolderEffect> effects = new Effects<>();
    private TokenHolder holder;
    private List<OutgoingMessage> batch;
    private long nowNs = 1_000 * MILLISECOND_NS;
    private int tokenSeq;
    private int seq;

    /** Takes the holder to OPERATIONAL. */
    @Setup
    public void install() {
        batch = Collections.nCopies(frames, new OutgoingMessage(ServiceId.CPG, new byte[FULL_BODY_BYTES]));
        holder = new TokenHolder(new TotemSettings(
                SELF,
                1_000 * MILLISECOND_NS,
                750 * MILLISECOND_NS,
                238 * MILLISECOND_NS,
                0,
                180 * MILLISECOND_NS,
                200 * MILLISECOND_NS,
                50,
                17,
                5,
                2_500,
                30,
                false,
                17,
                0,
                PAYLOAD_BYTES,
                1 << 20));
        final RecoveryPlan plan = new RecoveryPlan(RING, MEMBERS, RING, NodeSet.EMPTY, NodeSet.EMPTY, false, 1, 0);
        holder.onRecover(plan, List.of(), nowNs);
        for (int i = 0; i < VISITS_TO_INSTALL; i++) {
            onToken();
        }
        holder.onInstall(plan, nowNs, effects);
        holder.onSynchronised(RING, nowNs, effects);
        effects.clear();
    }

    /** Submits, and takes the token. */
    @Benchmark
    public int visit() {
        final int before = seq;
        if (frames > 0) {
            holder.onSubmit(batch, nowNs, effects);
        }
        onToken();
        if (seq - before != frames) {
            throw new IllegalStateException(frames + " messages are in " + (seq - before) + " frames");
        }
        return seq;
    }

    /** Everybody has all that was sent before. */
    private void onToken() {
        nowNs += ROTATION_NS;
        final OrfToken token = OrfToken.draft(BEFORE, RING)
                .tokenSeq(tokenSeq++)
                .seq(seq)
                .aru(seq, 0)
                .build();
        holder.onToken(new TokenArrival(token, token.retransmitRequests(), 0, seq, seq), nowNs, effects);
        for (final HolderEffect effect : effects.asList()) {
            if (effect instanceof HolderEffect.SendToken send) {
                seq = send.token().seq();
            }
        }
        effects.clear();
    }
}
