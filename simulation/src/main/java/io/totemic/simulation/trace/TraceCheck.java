/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.trace;

import io.totemic.simulation.check.Checker;
import io.totemic.simulation.check.Checkers;
import io.totemic.simulation.check.Cohesion;
import io.totemic.simulation.check.Departure;
import io.totemic.simulation.check.EverythingDelivered;
import io.totemic.simulation.check.Integrity;
import io.totemic.simulation.check.LeaveReasons;
import io.totemic.simulation.check.Liveness;
import io.totemic.simulation.check.MembershipTransitions;
import io.totemic.simulation.check.NoGhosts;
import io.totemic.simulation.check.PrimaryContinuity;
import io.totemic.simulation.check.Promptness;
import io.totemic.simulation.check.QuiescentAgreement;
import io.totemic.simulation.check.SafeDelivery;
import io.totemic.simulation.check.Settling;
import io.totemic.simulation.check.Steadiness;
import io.totemic.simulation.check.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The properties that can be checked on traces of real processes: those that hold of any part of a run. */
public final class TraceCheck {

    private static final Map<Class<? extends Checker>, String> UNCHECKED = unchecked();

    private TraceCheck() {}

    private static Map<Class<? extends Checker>, String> unchecked() {
        final Map<Class<? extends Checker>, String> reasons = new LinkedHashMap<>();
        final String settled = "needs a run that has settled";
        final String undisturbed = "needs to know that nothing was wrong with nodes and network";
        reasons.put(QuiescentAgreement.class, settled);
        reasons.put(NoGhosts.class, settled);
        reasons.put(Liveness.class, settled);
        reasons.put(EverythingDelivered.class, settled);
        reasons.put(Steadiness.class, undisturbed);
        reasons.put(Settling.class, undisturbed);
        reasons.put(Cohesion.class, undisturbed);
        reasons.put(Departure.class, undisturbed);
        reasons.put(Promptness.class, undisturbed);
        reasons.put(SafeDelivery.class, "needs to know what came first on different nodes");
        reasons.put(PrimaryContinuity.class, "needs the traces of all nodes");
        reasons.put(LeaveReasons.class, "needs to know who asked to leave");
        reasons.put(Integrity.class, "needs to know what was sent");
        reasons.put(MembershipTransitions.class, "needs events that a trace does not record");
        return reasons;
    }

    /** Labels and texts of the properties that are checked. */
    public static List<String> properties() {
        return checked().stream()
                .map(checker -> checker.label() + ": " + checker.property())
                .toList();
    }

    /** What is not checked, by its label, and what it would need. */
    public static Map<String, String> skipped() {
        final Map<String, String> skipped = new LinkedHashMap<>();
        for (final Checker checker : Checkers.ALL) {
            if (UNCHECKED.containsKey(checker.getClass())) {
                skipped.put(checker.label(), UNCHECKED.get(checker.getClass()));
            }
        }
        return skipped;
    }

    /** The violations, in one line each, which begin with the checker and end, if it is one of a group, with the group. */
    public static List<String> violations(final RecordedRun run) {
        final List<String> violations = new ArrayList<>();
        check(run.ring(), violations);
        run.groups().forEach((group, trace) -> {
            // The trace of a group has the ring in it, of which everything has been said.
            final List<String> ofGroup = new ArrayList<>();
            check(trace, ofGroup);
            ofGroup.stream()
                    .filter(violation -> !violations.contains(violation))
                    .map(violation -> violation + ", in group " + group)
                    .toList()
                    .forEach(violations::add);
        });
        return violations;
    }

    private static List<Checker> checked() {
        return Checkers.ALL.stream()
                .filter(checker -> !UNCHECKED.containsKey(checker.getClass()))
                .toList();
    }

    private static void check(final Trace trace, final List<String> violations) {
        for (final Checker checker : checked()) {
            checker.check(trace, violation -> violations.add(checker.label() + ": " + violation));
        }
    }
}
