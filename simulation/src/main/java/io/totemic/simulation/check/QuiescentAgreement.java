/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RegularConfiguration;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * E2c: if a configuration is the last one of a process that has not failed, when the run has settled, then each of its members is up and
 * has it as its last one too.
 */
public final class QuiescentAgreement implements Checker {

    @Override
    public String id() {
        return "E2c";
    }

    @Override
    public String property() {
        return "when all is quiet, all members of a last configuration have it as their last one";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final TreeMap<NodeId, RegularConfiguration> last = new TreeMap<>();
        for (final Passage passage : trace.passages()) {
            if (passage.next() == null && trace.up().contains(passage.process())) {
                last.put(passage.process().node(), passage.regular());
            }
        }
        last.forEach((node, configuration) -> {
            for (final NodeId member : configuration.members()) {
                final RegularConfiguration other = last.get(member);
                if (other == null || !other.ringId().equals(configuration.ringId())) {
                    violations.accept("node " + node + " is on ring " + configuration.ringId() + " of "
                            + configuration.members() + " at the end, " + member + " is "
                            + (other == null ? "on none" : "on ring " + other.ringId()));
                }
            }
        });
    }
}
