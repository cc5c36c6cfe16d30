/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * E6d: a process that delivers a frame has delivered every earlier one that anybody delivered on that ring; in a transitional
 * configuration those of originators outside it may be missing.
 */
public final class NoHoles implements Checker {

    @Override
    public String id() {
        return "E6d";
    }

    @Override
    public String property() {
        return "nothing is left out but, in a transitional configuration, what those sent who did not come along";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<RingId, List<FrameId>> rings = inOrder(trace);
        for (final Passage passage : trace.passages()) {
            checkPassage(passage, rings.get(passage.ringId()), violations);
        }
    }

    /** All frames that anybody delivered, ring by ring in their order; those of RECOVERY have no place among them. */
    private static Map<RingId, List<FrameId>> inOrder(final Trace trace) {
        final Map<RingId, Set<FrameId>> sets = new HashMap<>();
        for (final Passage passage : trace.passages()) {
            final Set<FrameId> frames = sets.computeIfAbsent(passage.ringId(), key -> new HashSet<>());
            frames.addAll(passage.inRegular());
            frames.addAll(passage.inTransitional());
        }
        final Map<RingId, List<FrameId>> rings = new HashMap<>();
        sets.forEach((ringId, frames) -> {
            final List<FrameId> ordered = new ArrayList<>(frames);
            ordered.sort((a, b) -> Integer.compare(a.seq() - b.seq(), 0));
            rings.put(ringId, ordered);
        });
        return rings;
    }

    private static void checkPassage(
            final Passage passage, final List<FrameId> known, final Consumer<String> violations) {
        int place = 0;
        for (final FrameId frame : passage.inRegular()) {
            if (place < known.size() && !known.get(place).equals(frame)) {
                violations.accept(passage.process() + " delivered " + frame + " in the regular configuration where "
                        + known.get(place) + " comes next");
                return;
            }
            place++;
        }
        for (final FrameId frame : passage.inTransitional()) {
            while (place < known.size() && !known.get(place).equals(frame)) {
                if (passage.transitionalMembers().contains(known.get(place).sender())) {
                    violations.accept(passage.process() + " left out " + known.get(place) + " before " + frame
                            + " in the transitional configuration of " + passage.transitionalMembers());
                    return;
                }
                place++;
            }
            place++;
        }
    }
}
