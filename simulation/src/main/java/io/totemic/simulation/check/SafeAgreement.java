/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * E7a: a safe frame that anybody delivers in a configuration is delivered by each of its members, in the regular configuration it comes
 * from or in the transitional one after it, unless that member fails there.
 *
 * <p>Who goes another way from the old ring than the one that delivered has to deliver it too, even if the transitional configuration that it
 * goes by is another.
 */
public final class SafeAgreement implements Checker {

    @Override
    public String id() {
        return "E7a";
    }

    @Override
    public String property() {
        return "a safe frame that one member of a configuration delivers is delivered by all of them that do not fail";
    }

    private record Stay(RingId ringId, NodeId node) {}

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<Stay, Set<FrameId>> safeOf = new HashMap<>();
        final Set<Stay> failed = new HashSet<>();
        for (final Passage passage : trace.passages()) {
            final Stay stay = new Stay(passage.ringId(), passage.process().node());
            final Set<FrameId> safe = safeOf.computeIfAbsent(stay, key -> new HashSet<>());
            passage.delivered().stream().filter(FrameId::isSafe).forEach(safe::add);
            if (passage.next() == null && (trace.isCutShort() || !trace.up().contains(passage.process()))) {
                failed.add(stay);
            }
        }
        for (final Passage passage : trace.passages()) {
            checkMembers(passage, passage.inRegular(), passage.regular().members(), safeOf, failed, violations);
            checkMembers(passage, passage.inTransitional(), passage.transitionalMembers(), safeOf, failed, violations);
        }
    }

    private static void checkMembers(
            final Passage passage,
            final List<FrameId> delivered,
            final NodeSet members,
            final Map<Stay, Set<FrameId>> safeOf,
            final Set<Stay> failed,
            final Consumer<String> violations) {
        final List<FrameId> safe = delivered.stream().filter(FrameId::isSafe).toList();
        if (safe.isEmpty()) {
            return;
        }
        for (final NodeId member : members) {
            final Stay stay = new Stay(passage.ringId(), member);
            final Set<FrameId> others = safeOf.get(stay);
            // Who was never there has failed before, or another checker says so.
            if (others == null || failed.contains(stay)) {
                continue;
            }
            for (final FrameId frame : safe) {
                if (!others.contains(frame)) {
                    violations.accept(passage.process() + " delivered the safe frame " + frame
                            + " in the configuration of " + members + ", " + member + " never did");
                }
            }
        }
    }
}
