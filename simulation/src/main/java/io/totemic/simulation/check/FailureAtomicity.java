/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * E4: processes that install the same configuration and the same next one deliver the same frames in it. So it is with a regular one and its
 * transitional one, and with that and the regular one after it.
 */
public final class FailureAtomicity implements Checker {

    @Override
    public String id() {
        return "E4";
    }

    @Override
    public String property() {
        return "who goes from one configuration to the same next one has delivered the same in it";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<Object, Passage> ways = new HashMap<>();
        for (final Passage passage : trace.passages()) {
            if (passage.next() == null) {
                continue;
            }
            final Passage other = ways.putIfAbsent(
                    Arrays.asList(
                            passage.ringId(),
                            passage.transitionalMembers(),
                            passage.next().ringId()),
                    passage);
            if (other == null) {
                continue;
            }
            final String way = "from ring " + passage.ringId() + " by " + passage.transitionalMembers() + " to "
                    + passage.next().ringId();
            if (!other.inRegular().equals(passage.inRegular())) {
                violations.accept(way + " " + passage.process() + " delivered "
                        + passage.inRegular().size() + " frames before the transitional configuration, "
                        + other.process() + " " + other.inRegular().size());
            }
            if (!other.inTransitional().equals(passage.inTransitional())) {
                violations.accept(way + " " + passage.process() + " delivered "
                        + passage.inTransitional().size() + " frames in the transitional configuration, "
                        + other.process() + " " + other.inTransitional().size());
            }
        }
    }
}
