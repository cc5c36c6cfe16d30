/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.trace;

import io.totemic.simulation.check.BasicDelivery;
import io.totemic.simulation.check.Checker;
import io.totemic.simulation.check.Configurations;
import io.totemic.simulation.check.FailureAtomicity;
import io.totemic.simulation.check.GroupViews;
import io.totemic.simulation.check.OneToken;
import io.totemic.simulation.check.RingIdentity;
import io.totemic.simulation.check.RingOrder;
import io.totemic.simulation.check.RingSelfDelivery;
import io.totemic.simulation.check.RingSequences;
import io.totemic.simulation.check.TotalOrder;
import io.totemic.simulation.check.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The properties that can be checked on traces of real processes: those that hold of any part of a run. */
public final class TraceCheck {

    private static final List<Checker> RING = List.of(
            new BasicDelivery(),
            new Configurations(),
            new RingOrder(),
            new RingSelfDelivery(),
            new OneToken(),
            new RingSequences());

    private static final List<Checker> GROUP =
            List.of(new TotalOrder(), new FailureAtomicity(), new RingIdentity(), new GroupViews());

    private TraceCheck() {}

    /** Names of the properties of rings. */
    public static List<String> ringProperties() {
        return RING.stream().map(Checker::name).toList();
    }

    /** Names of the properties of what members of groups are told. */
    public static List<String> groupProperties() {
        return GROUP.stream().map(Checker::name).toList();
    }

    /** What is not checked, and what it would need. */
    public static SortedMap<String, String> skipped() {
        final TreeMap<String, String> skipped = new TreeMap<>();
        skipped.put("SelfDelivery", "needs to know what was accepted, and a run that has drained");
        skipped.put("Steadiness", "needs to know that nothing was wrong with nodes and network");
        skipped.put("Liveness", "needs a run that has settled");
        return Collections.unmodifiableSortedMap(skipped);
    }

    /** The violations, in one line each, which begin with the checker and, if it is one of a group, the group. */
    public static List<String> violations(final RecordedRun run) {
        final List<String> violations = new ArrayList<>();
        check(RING, run.ring(), "", violations);
        run.groups().forEach((group, trace) -> check(GROUP, trace, "group " + group + ", ", violations));
        return violations;
    }

    private static void check(
            final List<Checker> checkers, final Trace trace, final String where, final List<String> violations) {
        for (final Checker checker : checkers) {
            checker.check(trace, violation -> violations.add(checker.name() + ": " + where + violation));
        }
    }
}
