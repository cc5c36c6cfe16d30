/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * E2a, E2e, E2f: whoever installs a configuration is in it; one ring id has one member set; a transitional configuration lies
 * within the regular ones on both sides of it and follows the first of them.
 *
 * <p>E2f says that the members of a transitional configuration all go on together. One that fails in RECOVERY when others have
 * installed already does not; those others must then not treat it as having come along.
 */
public final class Configurations implements Checker {

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final TreeMap<String, NodeSet> membersOf = new TreeMap<>();
        final TreeMap<String, List<Passage>> byProcess = new TreeMap<>();
        for (final Passage passage : Passage.of(trace)) {
            final String id = passage.regular().ringId().toString();
            final NodeSet members = passage.regular().members();
            final NodeSet others = membersOf.putIfAbsent(id, members);
            if (others != null && !others.equals(members)) {
                violations.accept(
                        "ring " + id + " is " + members + " to " + passage.process() + ", to another " + others);
            }
            if (!members.contains(passage.process().node())) {
                violations.accept(passage.process() + " installed ring " + id + " of " + members);
            }
            checkTransitional(passage, violations);
            byProcess
                    .computeIfAbsent(passage.process().toString(), key -> new ArrayList<>())
                    .add(passage);
        }
        byProcess.values().forEach(passages -> checkCompany(trace, passages, byProcess, violations));
    }

    private static void checkTransitional(final Passage passage, final Consumer<String> violations) {
        if (passage.next() == null) {
            return;
        }
        final NodeSet transitional = passage.transitionalMembers();
        if (passage.transitional() == null) {
            violations.accept(
                    passage.process() + " went from ring " + passage.regular().ringId() + " to "
                            + passage.next().ringId() + " without a transitional configuration");
        } else if (!transitional.isSubsetOf(passage.regular().members())
                || !transitional.isSubsetOf(passage.next().members())
                || !transitional.contains(passage.process().node())) {
            violations.accept(
                    passage.process() + " went from " + passage.regular().members() + " by " + transitional + " to "
                            + passage.next().members());
        }
        if (Long.compareUnsigned(
                        passage.next().ringId().seq(),
                        passage.regular().ringId().seq())
                <= 0) {
            violations.accept(
                    passage.process() + " went from ring " + passage.regular().ringId() + " to the older "
                            + passage.next().ringId());
        }
    }

    private static void checkCompany(
            final Trace trace,
            final List<Passage> passages,
            final TreeMap<String, List<Passage>> byProcess,
            final Consumer<String> violations) {
        for (int i = 0; i + 1 < passages.size(); i++) {
            final Passage mine = passages.get(i);
            final Passage after = passages.get(i + 1);
            if (after.next() == null) {
                continue;
            }
            for (final NodeId companion : mine.transitionalMembers().and(after.transitionalMembers())) {
                if (trace.isWhollyKnown(companion)
                        && byProcess.entrySet().stream()
                                .filter(entry -> entry.getKey().startsWith(companion + "#"))
                                .noneMatch(entry -> hasGone(entry.getValue(), mine))) {
                    violations.accept(mine.process() + " took " + companion + " along from ring "
                            + mine.regular().ringId() + " to " + mine.next().ringId() + " and on, which it never went");
                }
            }
        }
    }

    private static boolean hasGone(final List<Passage> passages, final Passage way) {
        return passages.stream()
                .anyMatch(passage -> passage.next() != null
                        && passage.regular().ringId().equals(way.regular().ringId())
                        && passage.next().ringId().equals(way.next().ringId()));
    }
}
