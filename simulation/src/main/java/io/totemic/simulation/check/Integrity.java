/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/** E1f, ours: a message is delivered with the bytes that it was sent with: fragments and chunks are put together in full and in order. */
public final class Integrity implements Checker {

    @Override
    public String id() {
        return "E1f";
    }

    @Override
    public String property() {
        return "a message is delivered with the bytes that it was sent with";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        MemberView.follow(trace, (view, event) -> {
            if (event instanceof Trace.Damaged damaged) {
                violations.accept(
                        view.name() + " was told " + damaged.message() + " with other bytes than it was sent with");
            }
        });
    }
}
