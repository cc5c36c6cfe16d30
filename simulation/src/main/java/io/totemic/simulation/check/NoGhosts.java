/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.group.GroupMember;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
        final Map<Object, Set<GroupMember>> last = new HashMap<>();
        MemberView.follow(trace, (view, event) -> {
            if (event instanceof Trace.ViewChanged change) {
                last.put(
                        view.log() == null ? view.process() : view.log(),
                        view.hasBegun() && view.isOwnLeave(change) ? Set.of() : change.members());
            } else if (!view.overdue().isEmpty()) {
                violations.accept(view.name() + " was not told that " + view.overdue() + " left before ring "
                        + view.ring().ringId());
            }
        });
        final Set<GroupMember> present = new HashSet<>(trace.settled().values());
        for (final Trace.ProcessId process : trace.settled().keySet()) {
            checkLast(process, last, present, violations);
        }
        final Map<String, Set<GroupMember>> further = furtherMembers(trace);
        for (final MemberLog log : trace.groups().members()) {
            if (log.isToStay(trace)) {
                checkLast(log, last, further.get(log.group()), violations);
            }
        }
    }

    /** The further members that are there at the end, by group. */
    static Map<String, Set<GroupMember>> furtherMembers(final Trace trace) {
        final Map<String, Set<GroupMember>> members = new LinkedHashMap<>();
        for (final MemberLog log : trace.groups().members()) {
            if (log.isToStay(trace)) {
                final Set<GroupMember> ofGroup = members.computeIfAbsent(log.group(), group -> new TreeSet<>());
                if (log.member() != null) {
                    ofGroup.add(log.member());
                }
            }
        }
        return members;
    }

    private static void checkLast(
            final Object who,
            final Map<Object, Set<GroupMember>> last,
            final Set<GroupMember> present,
            final Consumer<String> violations) {
        final Set<GroupMember> seen = last.getOrDefault(who, Set.of());
        if (!seen.equals(present)) {
            violations.accept(who + " sees members " + seen + " at the end, there are " + present);
        }
    }
}
