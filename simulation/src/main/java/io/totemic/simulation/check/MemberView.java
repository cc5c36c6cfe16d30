/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupMember;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What one member of a group knows while its events are read: the view that it was told last, and the ring. */
final class MemberView {

    private final Trace.ProcessId process;
    private final MemberLog log;
    private final Set<GroupMember> members = new TreeSet<>();
    private Trace.RingInstalled ring;
    private RingId ringId;
    private final Set<GroupMember> overdue = new TreeSet<>();
    private boolean hasBegun;
    private boolean isRingNew;

    private MemberView(final Trace.ProcessId process, final MemberLog log) {
        this.process = process;
        this.log = log;
    }

    /** Gives {@code observer} each event that any member was told, with its view before that event. */
    static void follow(final Trace trace, final BiConsumer<MemberView, Trace.Event> observer) {
        for (final Trace.ProcessId process : trace.processes()) {
            new MemberView(process, null).follow(trace.eventsOf(process), observer);
        }
        for (final MemberLog log : trace.groups().members()) {
            new MemberView(log.process(), log).follow(log.events(), observer);
        }
    }

    private void follow(final List<Trace.Event> events, final BiConsumer<MemberView, Trace.Event> observer) {
        for (final Trace.Event event : events) {
            observer.accept(this, event);
            take(event);
        }
    }

    /** On which process. */
    Trace.ProcessId process() {
        return process;
    }

    /** The further member whose view it is; null if it is the one that every node has. */
    MemberLog log() {
        return log;
    }

    /** Its group; empty for that of the one member that every node has. */
    String group() {
        return log == null ? "" : log.group();
    }

    /** Who, in violations. */
    String name() {
        return log == null ? process.toString() : log.toString();
    }

    /** The members that it was told of last; empty before its first view and after its own leave. */
    Set<GroupMember> members() {
        return Collections.unmodifiableSet(members);
    }

    /** The ring that it was told of last, since it joined; null if it was not yet. */
    Trace.RingInstalled ring() {
        return ring;
    }

    /** The ring that it is on, if only that it joined on; null if it was not told of it. */
    RingId ringId() {
        return ringId;
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

    /** Whether it is its own join that it is told of here. */
    boolean isOwnJoin(final Trace.ViewChanged change) {
        return isOwn(change.joined().keySet());
    }

    /** Whether it is its own leave that it is told of here, which is the last that it is told. */
    boolean isOwnLeave(final Trace.ViewChanged change) {
        return isOwn(change.left().keySet());
    }

    /** Whether it is told its own leave here and was perhaps put out: what came before it was dropped. */
    boolean isPutOut(final Trace.ViewChanged change) {
        return log != null && log.hasStalled() && isOwnLeave(change);
    }

    private boolean isOwn(final Set<GroupMember> changed) {
        final boolean isNameless = log == null || log.member() == null;
        return isNameless
                ? changed.stream().anyMatch(member -> member.node().equals(process.node()))
                : changed.contains(log.member());
    }

    private void take(final Trace.Event event) {
        if (event instanceof Trace.RingInstalled installed) {
            ring = installed;
            ringId = installed.ringId();
            isRingNew = true;
            overdue.clear();
            members.stream()
                    .filter(member -> !installed.companions().contains(member.node()))
                    .forEach(overdue::add);
        } else if (event instanceof Trace.Delivered) {
            isRingNew = false;
            overdue.clear();
        } else if (event instanceof Trace.ConfigurationTold told) {
            ringId = told.ringId();
        } else if (event instanceof Trace.ViewChanged change) {
            members.clear();
            overdue.removeAll(change.left().keySet());
            if (hasBegun && isOwnLeave(change)) {
                ring = null;
                ringId = null;
                hasBegun = false;
                overdue.clear();
            } else {
                hasBegun = true;
                members.addAll(change.members());
            }
        }
    }
}
