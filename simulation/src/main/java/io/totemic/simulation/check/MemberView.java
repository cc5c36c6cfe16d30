/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.group.GroupMember;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What one member of a group knows while its events are read: the view that it was told last, and the ring. */
final class MemberView {

    private final Trace.ProcessId process;
    private final Set<GroupMember> members = new TreeSet<>();
    private Trace.RingInstalled ring;
    private final Set<GroupMember> overdue = new TreeSet<>();
    private boolean hasBegun;
    private boolean isRingNew;

    private MemberView(final Trace.ProcessId process) {
        this.process = process;
    }

    /** Gives {@code observer} each event that a process was told, with its view before that event. */
    static void follow(final Trace trace, final BiConsumer<MemberView, Trace.Event> observer) {
        for (final Trace.ProcessId process : trace.processes()) {
            final MemberView view = new MemberView(process);
            for (final Trace.Event event : trace.eventsOf(process)) {
                observer.accept(view, event);
                view.take(event);
            }
        }
    }

    /** Whose. */
    Trace.ProcessId process() {
        return process;
    }

    /** The members that it was told of last; empty before its first view and after its own leave. */
    Set<GroupMember> members() {
        return Collections.unmodifiableSet(members);
    }

    /** The ring that it was told of last, since it joined; null if it was not yet. */
    Trace.RingInstalled ring() {
        return ring;
    }

    /** Whether it was told of a view since it joined. */
    boolean hasBegun() {
        return hasBegun;
    }

    /** Whether no message was told since the ring was. */
    boolean isRingNew() {
        return isRingNew;
    }

    /** Members on nodes that are no companions on the ring, of whom it was not told yet that they left. */
    Set<GroupMember> overdue() {
        return Collections.unmodifiableSet(overdue);
    }

    /** Whether it is its own leave that it is told of here, which is the last that it is told. */
    boolean isOwnLeave(final Trace.ViewChanged change) {
        return change.left().keySet().stream().anyMatch(member -> member.node().equals(process.node()));
    }

    private void take(final Trace.Event event) {
        if (event instanceof Trace.RingInstalled installed) {
            ring = installed;
            isRingNew = true;
            overdue.clear();
            members.stream()
                    .filter(member -> !installed.companions().contains(member.node()))
                    .forEach(overdue::add);
        } else if (event instanceof Trace.Delivered) {
            isRingNew = false;
            overdue.clear();
        } else if (event instanceof Trace.ViewChanged change) {
            members.clear();
            overdue.removeAll(change.left().keySet());
            if (hasBegun && isOwnLeave(change)) {
                ring = null;
                hasBegun = false;
                overdue.clear();
            } else {
                hasBegun = true;
                members.addAll(change.members());
            }
        }
    }
}
