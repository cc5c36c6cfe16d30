/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.TreeMap;
import java.util.function.Consumer;

/** A ring has one token: no two processes accept the same hop of it, and its aru is never above its seq. */
public final class OneToken implements Checker {

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final TreeMap<String, Trace.ProcessId> acceptedBy = new TreeMap<>();
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.TokenAccepted token) {
                    final Trace.ProcessId other =
                            acceptedBy.putIfAbsent(token.ringId() + "/" + token.tokenSeq(), process);
                    if (other != null) {
                        violations.accept("hop " + token.tokenSeq() + " of ring " + token.ringId() + " was accepted by "
                                + other + " and by " + process);
                    }
                    // Before the first rotation is over the aru stands before the first seq.
                    if (token.aru() - token.seq() > 0) {
                        violations.accept("the token of ring " + token.ringId() + " came to " + process + " with aru "
                                + token.aru() + " above seq " + token.seq());
                    }
                }
            }
        }
    }
}
