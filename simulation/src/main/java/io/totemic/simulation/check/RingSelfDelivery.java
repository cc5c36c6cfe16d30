/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** E3 on frames: what a process has originated on a ring it delivers before its next regular configuration. */
public final class RingSelfDelivery implements Checker {

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final Passage passage : Passage.of(trace)) {
            if (passage.next() == null) {
                continue;
            }
            final Set<FrameId> delivered = new HashSet<>(passage.delivered());
            for (final FrameId frame : passage.originated()) {
                if (!delivered.contains(frame)) {
                    violations.accept(passage.process() + " never delivered its own " + frame);
                }
            }
        }
    }
}
