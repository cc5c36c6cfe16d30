/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * V6: LEAVE is said of members that asked to leave, NODEDOWN of those whose node did not come along to a ring that was just told, NODEUP of
 * those whose node is new on it, and JOIN of those on a node of the ring. The end of a process alone is no fault of a simulated run, so
 * PROCDOWN is said of members whose node says that it leaves.
 */
public final class LeaveReasons implements Checker {

    @Override
    public String id() {
        return "V6";
    }

    @Override
    public String property() {
        return "the reason why a member joined or left is what happened to it";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        MemberView.follow(trace, (view, event) -> {
            if (event instanceof Trace.ViewChanged change && view.hasBegun()) {
                change.left().forEach((member, reason) -> {
                    if (!isCauseOf(reason, member, view, trace)) {
                        violations.accept(view.name() + " was told that " + member + " left for " + reason
                                + ", which is not what happened");
                    }
                });
                change.joined().forEach((member, reason) -> {
                    if (!isCauseOf(reason, member, view, trace)) {
                        violations.accept(view.name() + " was told that " + member + " joined for " + reason
                                + ", which is not what happened");
                    }
                });
            }
        });
    }

    private static boolean isCauseOf(
            final ChangeReason reason, final GroupMember member, final MemberView view, final Trace trace) {
        final Trace.RingInstalled ring = view.ring();
        return switch (reason) {
            case LEAVE ->
                view.log() == null ? trace.isLeaving(member) : isAny(trace, view, member, MemberLog::hasAskedToLeave);
            case JOIN -> ring == null || ring.members().contains(member.node());
            case NODEDOWN -> view.isRingNew() && !ring.companions().contains(member.node());
            case NODEUP ->
                view.isRingNew()
                        && ring.members().contains(member.node())
                        && !ring.companions().contains(member.node());
            case PROCDOWN ->
                trace.hasSaidLeave(member.node())
                        || (view.log() != null
                                && isAny(trace, view, member, log -> log.isKilled() || log.hasStalled()));
        };
    }

    private static boolean isAny(
            final Trace trace, final MemberView view, final GroupMember member, final Predicate<MemberLog> cause) {
        return trace.groups().named(view.group(), member).stream().anyMatch(cause);
    }
}
