/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import io.totemic.simulation.trace.RecordedRun;
import io.totemic.simulation.trace.TraceReader;
import io.totemic.simulation.trace.TraceSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** Files of traces; where a line is only a tilde the next file begins. */
final class TraceTarget implements FuzzTarget {

    @Override
    public boolean decode(final byte[] input) {
        final TreeMap<String, String> texts = new TreeMap<>();
        for (final String text : new String(input, StandardCharsets.UTF_8).split("~\n", 3)) {
            texts.put("trace " + (texts.size() + 1), text);
        }
        try {
            final RecordedRun run = TraceReader.parse(texts);
            return run.ringEvents() + run.groupEvents() > 0;
        } catch (final TraceSyntaxException told) {
            Expect.that(told.getMessage() != null, "an error has a message");
            return false;
        }
    }

    @Override
    public List<byte[]> seeds() {
        final String first = """
                totemic-trace 1 node 3 incarnation 1753170000123 base 1753170000123000000 cluster demo
                1200 state GATHER 3.4 15
                5400 regular 1.8 1,2,3 joined 1,2
                5400 transitional 1.8 from 3.4 members 3 left -
                7000 token 1.8 12 seq 5 aru 4
                7010 originated 1.8:6 3 9f31c20a
                7900 delivered 1.8:6 3 9f31c20a
                7910 delivered 1.8:7 2 77b0a3ff safe
                7950 queue 17 of 16384
                8000 group-ring orders 1.8 1,2,3 companions 3 QUORATE
                8000 view orders 1/1,3/1 joined 3/1=JOIN left -
                8100 message orders 1.8:6 3/1 ~5be10023
                8200 message orders 1.8:7 1/1 1#1:4
                9000 gap 12
                9900 end
                """;
        final String second = """
                totemic-trace 1 node 1 incarnation 2 base 1753170000123000500 cluster demo
                5 disk-lost
                10 state GATHER 1.4 0
                90 end
                """;
        return List.of(
                first.getBytes(StandardCharsets.UTF_8), (first + "~\n" + second).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int longestInputBytes() {
        return 16 * 1024;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(256 * 1024, 2000);
    }
}
