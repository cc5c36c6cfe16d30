/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import io.totemic.cpg.core.CpgMessage;
import java.util.List;
import java.util.TreeMap;

/** What a node contributes of its groups to the synchronisation of a ring. */
final class JoinListTarget implements FuzzTarget {

    @Override
    public boolean decode(final byte[] input) {
        final TreeMap<Integer, String> members = CpgMessage.readJoinList(input);
        Expect.that(members.size() <= input.length / Integer.BYTES, "no member comes from nowhere");
        return !members.isEmpty();
    }

    @Override
    public List<byte[]> seeds() {
        final TreeMap<String, List<Integer>> groups = new TreeMap<>();
        groups.put("orders", List.of(1, 2, -1));
        final byte[] one = CpgMessage.joinList(groups);
        groups.put("\u00e9t\u00e9", List.of(3));
        groups.put("nobody", List.of());
        return List.of(one, CpgMessage.joinList(groups));
    }

    @Override
    public int longestInputBytes() {
        return 64 * 1024;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(4 * 1024, 64);
    }
}
