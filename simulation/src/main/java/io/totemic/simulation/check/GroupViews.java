/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.cpg.core.GroupMember;
import io.totemic.protocol.RingId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * V1, V3 to V5: what a member of a group is told of the others. Its first view has itself in it; each view is the one before,
 * without those who left and with those who joined; who is no companion on a new ring has left before anything else is told;
 * messages come from members, on the ring that was told; and once the run has drained everybody's view is who is there.
 */
public final class GroupViews implements Checker {

    /** What one process knows while its events are read. */
    private static final class View {
        private final Trace.ProcessId process;
        private final Consumer<String> violations;
        private final Set<GroupMember> members = new TreeSet<>();
        private final Set<GroupMember> mustLeave = new TreeSet<>();
        private RingId ring;
        private boolean hasBegun;

        private View(final Trace.ProcessId process, final Consumer<String> violations) {
            this.process = process;
            this.violations = violations;
        }

        private void onRing(final Trace.RingInstalled installed) {
            checkLeft();
            ring = installed.ringId();
            members.stream()
                    .filter(member -> !installed.companions().contains(member.node()))
                    .forEach(mustLeave::add);
        }

        private void onView(final Trace.ViewChanged view) {
            if (!hasBegun) {
                hasBegun = true;
                if (view.joined().stream().noneMatch(member -> member.node().equals(process.node()))) {
                    violations.accept(process + " was told of members " + view.members() + " before its own join");
                }
                members.addAll(view.members());
                return;
            }
            if (!members.containsAll(view.left()) || view.joined().stream().anyMatch(members::contains)) {
                violations.accept(process + " was told that " + view.joined() + " joined and " + view.left()
                        + " left the members " + members);
            }
            members.removeAll(view.left());
            members.addAll(view.joined());
            mustLeave.removeAll(view.left());
            if (view.left().stream().anyMatch(member -> member.node().equals(process.node()))) {
                // Our own leave is the last that we are told.
                hasBegun = false;
                ring = null;
                members.clear();
                mustLeave.clear();
                return;
            }
            if (!members.equals(view.members())) {
                violations.accept(
                        process + " was told of members " + view.members() + " where the changes give " + members);
                members.clear();
                members.addAll(view.members());
            }
        }

        private void onMessage(final Trace.Delivered delivered) {
            checkLeft();
            if (!members.contains(delivered.sender())) {
                violations.accept(process + " was told " + delivered.message() + " of " + delivered.sender()
                        + ", who is not among " + members);
            }
            if (ring != null && !ring.equals(delivered.ringId())) {
                violations.accept(process + " was told " + delivered.message() + " of ring " + delivered.ringId()
                        + " while on " + ring);
            }
        }

        private void checkLeft() {
            if (!mustLeave.isEmpty()) {
                violations.accept(process + " was not told that " + mustLeave + " left before ring " + ring);
                mustLeave.clear();
            }
        }
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<Trace.ProcessId, GroupMember> settled = trace.settled();
        final Set<GroupMember> present = new HashSet<>(settled.values());
        for (final Trace.ProcessId process : trace.processes()) {
            final View view = new View(process, violations);
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.RingInstalled installed) {
                    view.onRing(installed);
                } else if (event instanceof Trace.ViewChanged changed) {
                    view.onView(changed);
                } else if (event instanceof Trace.Delivered delivered) {
                    view.onMessage(delivered);
                }
            }
            if (settled.containsKey(process) && !view.members.equals(present)) {
                violations.accept(process + " sees members " + view.members + " at the end, there are " + present);
            }
        }
    }
}
