/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.group.GroupMember;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * V1: each view of a group is the one before without those who left and with those who joined; those are disjoint, who leaves was in it, and
 * nobody joins who is in it. Who was put out is told the view that it leaves to, and not those that were dropped before it.
 */
public final class ViewAlgebra implements Checker {

    @Override
    public String id() {
        return "V1";
    }

    @Override
    public String property() {
        return "a view is the one before, without who left, with who joined";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        MemberView.follow(trace, (view, event) -> {
            if (event instanceof Trace.ViewChanged change && view.hasBegun()) {
                checkChange(view, change, violations);
            }
        });
    }

    private static void checkChange(
            final MemberView view, final Trace.ViewChanged change, final Consumer<String> violations) {
        if (view.isPutOut(change)) {
            return;
        }
        final Set<GroupMember> left = change.left().keySet();
        final Set<GroupMember> joined = change.joined().keySet();
        if (!view.members().containsAll(left)
                || !Collections.disjoint(view.members(), joined)
                || !Collections.disjoint(left, joined)) {
            violations.accept(view.name() + " was told that " + joined + " joined and " + left + " left the members "
                    + view.members());
        }
        final Set<GroupMember> expected = new TreeSet<>(view.members());
        expected.removeAll(left);
        expected.addAll(joined);
        if (!expected.equals(change.members())) {
            violations.accept(
                    view.name() + " was told of members " + change.members() + " where the changes give " + expected);
        }
    }
}
