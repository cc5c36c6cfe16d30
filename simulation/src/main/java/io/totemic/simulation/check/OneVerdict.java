/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.QuorumExplanation;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** P4: on one ring all members are told the same verdicts, for the same reasons, in the same order; who goes early is told fewer. */
public final class OneVerdict implements Checker {

    @Override
    public String id() {
        return "P4";
    }

    @Override
    public String property() {
        return "the verdicts on a ring are one sequence, the same at all its members";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<RingId, List<QuorumExplanation>> longest = new HashMap<>();
        for (final Trace.ProcessId process : trace.quorum().processes()) {
            final Map<RingId, List<QuorumExplanation>> mine = new LinkedHashMap<>();
            for (final QuorumTrace.Told told : trace.quorum().toldTo(process)) {
                if (told.ringId() != null && !told.isPending()) {
                    final List<QuorumExplanation> sequence =
                            mine.computeIfAbsent(told.ringId(), key -> new ArrayList<>());
                    final QuorumExplanation next = told.status().explanation();
                    if (sequence.isEmpty() || !sequence.get(sequence.size() - 1).equals(next)) {
                        sequence.add(next);
                    }
                }
            }
            mine.forEach((ring, sequence) -> {
                final List<QuorumExplanation> others = longest.getOrDefault(ring, List.of());
                final int both = Math.min(others.size(), sequence.size());
                if (!others.subList(0, both).equals(sequence.subList(0, both))) {
                    violations.accept(
                            "on ring " + ring + " " + process + " was told " + sequence + ", another " + others);
                } else if (sequence.size() > others.size()) {
                    longest.put(ring, sequence);
                }
            });
        }
    }
}
