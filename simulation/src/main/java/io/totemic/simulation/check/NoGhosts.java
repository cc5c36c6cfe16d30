/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.group.GroupMember;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * V5: when the run has settled, every view is who is there. And before it: who is no companion on a new ring has left before any
 * message or further ring is told, even if its node is back.
 */
public final class NoGhosts implements Checker {

    @Override
    public String id() {
        return "V5";
    }

    @Override
    public String property() {
        return "who is gone is in no view, on the next ring and at the end";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<Trace.ProcessId, Set<GroupMember>> last = new HashMap<>();
        MemberView.follow(trace, (view, event) -> {
            if (event instanceof Trace.ViewChanged change) {
                last.put(view.process(), view.hasBegun() && view.isOwnLeave(change) ? Set.of() : change.members());
            } else if (!view.overdue().isEmpty()) {
                violations.accept(view.process() + " was not told that " + view.overdue() + " left before ring "
                        + view.ring().ringId());
            }
        });
        final Set<GroupMember> present = new HashSet<>(trace.settled().values());
        for (final Trace.ProcessId process : trace.settled().keySet()) {
            final Set<GroupMember> seen = last.getOrDefault(process, Set.of());
            if (!seen.equals(present)) {
                violations.accept(process + " sees members " + seen + " at the end, there are " + present);
            }
        }
    }
}
