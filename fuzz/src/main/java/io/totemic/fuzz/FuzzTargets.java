/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import io.totemic.config.KeyFileTarget;
import io.totemic.cpg.core.ChunksTarget;
import io.totemic.membership.RingIdFileTarget;
import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.quorum.core.TallyTarget;
import io.totemic.replicated.core.ReplicaTarget;
import io.totemic.totem.core.BarrierTarget;
import io.totemic.totem.core.PacketTarget;
import io.totemic.totem.keys.core.KeyMessageTarget;
import io.totemic.totem.link.AssemblerTarget;
import io.totemic.totem.link.DatagramTarget;
import io.totemic.totem.link.core.GateTarget;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All targets by name. Those of decoders that their package keeps to itself stand in packages of the same names; the others stand
 * here.
 */
public final class FuzzTargets {

    private static final SortedMap<String, Supplier<FuzzTarget>> TARGETS = Collections.unmodifiableSortedMap(targets());

    private FuzzTargets() {}

    private static SortedMap<String, Supplier<FuzzTarget>> targets() {
        final TreeMap<String, Supplier<FuzzTarget>> targets = new TreeMap<>();
        targets.put("envelope-clear", ClearEnvelopeTarget::new);
        targets.put("envelope-aes256", () -> new SealedEnvelopeTarget(CipherSuite.AES_256_GCM));
        targets.put("envelope-chacha20", () -> new SealedEnvelopeTarget(CipherSuite.CHACHA20_POLY1305));
        targets.put("frame", FrameTarget::new);
        targets.put("handshake", HandshakeTarget::new);
        targets.put("gate", GateTarget::new);
        targets.put("datagram", DatagramTarget::new);
        targets.put("assembler", AssemblerTarget::new);
        targets.put("packet", PacketTarget::new);
        targets.put("barrier", BarrierTarget::new);
        targets.put("tally", TallyTarget::new);
        targets.put("keys", KeyMessageTarget::new);
        targets.put("cpg", CpgTarget::new);
        targets.put("join-list", JoinListTarget::new);
        targets.put("chunks", ChunksTarget::new);
        targets.put("replica", ReplicaTarget::new);
        targets.put("corosync-conf", CorosyncConfTarget::new);
        targets.put("hocon", HoconTarget::new);
        targets.put("key-file", KeyFileTarget::new);
        targets.put("ring-id-file", RingIdFileTarget::new);
        targets.put("trace", TraceTarget::new);
        targets.put("scenario", ScenarioTarget::new);
        return targets;
    }

    /** The names of all, in order. */
    public static Iterable<String> names() {
        return TARGETS.keySet();
    }

    /** Whether there is one of that name. */
    public static boolean exists(final String name) {
        return TARGETS.containsKey(name);
    }

    /**
     * A target.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static FuzzTarget create(final String name) {
        final Supplier<FuzzTarget> target = TARGETS.get(name);
        if (target == null) {
            throw new IllegalArgumentException("there is no target " + name + ", must be one of " + TARGETS.keySet());
        }
        return target.get();
    }
}
