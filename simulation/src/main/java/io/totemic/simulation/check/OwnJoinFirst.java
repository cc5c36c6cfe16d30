/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/**
 * V3: the first that a process is told of a group, and again after it has left, is a view that it has joined. A further member is told
 * nothing after its own leave.
 */
public final class OwnJoinFirst implements Checker {

    @Override
    public String id() {
        return "V3";
    }

    @Override
    public String property() {
        return "the first that a member is told is a view with itself in it";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        MemberView.follow(trace, (view, event) -> {
            if (view.hasBegun()) {
                return;
            }
            if (!(event instanceof Trace.ViewChanged change)) {
                violations.accept(view.name() + " was told " + event + " before its own join");
            } else if (!view.isOwnJoin(change)) {
                violations.accept(view.name() + " was told of members " + change.members() + " before its own join");
            }
        });
    }
}
