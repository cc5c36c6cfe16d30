/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.micro;

import io.totemic.cpg.core.ClosedGroups;
import io.totemic.cpg.core.CpgEffect;
import io.totemic.cpg.core.CpgMessage;
import io.totemic.cpg.core.CpgSettings;
import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.totem.core.DeliveredMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A batch of another node's messages to one member of a closed group, in the core; figures are those of one message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GroupsBenchmark {

    static final int MESSAGES = 64;

    private static final NodeId SELF = NodeId.of(1);
    private static final NodeId OTHER = NodeId.of(2);
    private static final RingId RING = new RingId(SELF, 8);
    private static final NodeSet MEMBERS = NodeSet.of(SELF, OTHER);
    private static final String GROUP = "micro";

    @Param({"64", "1024"})
    public int bytes;

    private final ClosedGroups groups = new ClosedGroups(SELF, CpgSettings.DEFAULT);
    private final Effects<CpgEffect> effects = new Effects<>();
    private final List<DeliveredMessage> batch = new ArrayList<>();
    private int seq;
    private long nowNs;

    /** Has both nodes join, without a window, so that nothing is to be acknowledged. */
    @Setup
    public void join() {
        final RegularConfiguration configuration = new RegularConfiguration(RING, MEMBERS, MEMBERS);
        final TreeMap<NodeId, byte[]> lists = new TreeMap<>();
        lists.put(SELF, groups.onConfiguration(configuration, nowNs, effects));
        groups.onSynchronised(
                new ServiceEvent.Synchronised(
                        configuration, MEMBERS, lists, new QuorumVerdict(QuorumVerdict.State.QUORATE, 2, 2, 2)),
                nowNs,
                effects);
        final int own = groups.onJoin(GROUP, 0, effects).number();
        groups.onMessages(
                List.of(message(SELF, CpgMessage.join(own, GROUP)), message(OTHER, CpgMessage.join(1, GROUP))),
                nowNs,
                effects);
        for (int i = 0; i < MESSAGES; i++) {
            batch.add(message(OTHER, CpgMessage.multicast(1, new byte[bytes])));
        }
        effects.clear();
        if (deliver() != MESSAGES) {
            throw new IllegalStateException("the member is not told all messages");
        }
    }

    private DeliveredMessage message(final NodeId sender, final byte[] body) {
        return new DeliveredMessage(ServiceId.CPG, sender, RING, ++seq, 0, body);
    }

    /** Delivers the batch; answers what the member is told. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int deliver() {
        nowNs++;
        groups.onMessages(batch, nowNs, effects);
        int told = 0;
        for (final CpgEffect effect : effects.asList()) {
            if (effect instanceof CpgEffect.Tell tell && tell.event() instanceof MemberEvent.Delivered) {
                told++;
            }
        }
        effects.clear();
        return told;
    }
}
