/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/**
 * V4: a message comes from a member of the view in which it is told, and the member is on the node that sent it.
 */
public final class SenderIsMember implements Checker {

    @Override
    public String id() {
        return "V4";
    }

    @Override
    public String property() {
        return "no message comes from somebody who is not in the view";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        MemberView.follow(trace, (view, event) -> {
            if (event instanceof Trace.Delivered delivered
                    && (!view.members().contains(delivered.sender())
                            || !delivered
                                    .sender()
                                    .node()
                                    .equals(delivered.message().node()))) {
                violations.accept(view.name() + " was told " + delivered.message() + " of " + delivered.sender()
                        + ", who is not among " + view.members());
            }
        });
    }
}
