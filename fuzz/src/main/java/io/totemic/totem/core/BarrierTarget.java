/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.fuzz.AllocationBound;
import io.totemic.fuzz.Expect;
import io.totemic.fuzz.FuzzTarget;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;

/** What members say in the synchronisation of a ring. */
public final class BarrierTarget implements FuzzTarget {

    @Override
    public boolean decode(final byte[] input) {
        final BarrierMessage message = BarrierMessage.decode(input);
        if (message == null) {
            return false;
        }
        final byte[] written = message.encode();
        Expect.that(
                Arrays.equals(BarrierMessage.decode(written).encode(), written),
                "contributions that are written again are the same");
        return true;
    }

    @Override
    public List<byte[]> seeds() {
        final EnumMap<ServiceId, byte[]> contributions = new EnumMap<>(ServiceId.class);
        contributions.put(ServiceId.VOTEQUORUM, new byte[] {1, 2, 3, 4});
        contributions.put(ServiceId.CPG, new byte[0]);
        return List.of(
                new BarrierMessage(new RingId(NodeId.of(1), 8), contributions).encode(),
                new BarrierMessage(new RingId(NodeId.of(7), -1), new EnumMap<>(ServiceId.class)).encode());
    }

    @Override
    public int longestInputBytes() {
        return 16 * 1024;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(16 * 1024, 64);
    }
}
