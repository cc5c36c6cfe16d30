/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RingId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * L2: when the run has settled, everybody who is up has delivered all that anybody delivered on the ring that is their last.
 */
public final class EverythingDelivered implements Checker {

    @Override
    public String id() {
        return "L2";
    }

    @Override
    public String property() {
        return "after the last fault and the bound everybody on the last ring has delivered everything";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<RingId, Integer> most = new HashMap<>();
        final List<Passage> last = trace.passages().stream()
                .filter(passage -> passage.next() == null && trace.up().contains(passage.process()))
                .toList();
        last.forEach(passage -> most.merge(passage.ringId(), passage.inRegular().size(), Math::max));
        for (final Passage passage : last) {
            if (passage.inRegular().size() < most.get(passage.ringId())) {
                violations.accept(passage.process() + " has delivered "
                        + passage.inRegular().size() + " of " + most.get(passage.ringId()) + " frames of its last ring "
                        + passage.ringId());
            }
        }
    }
}
