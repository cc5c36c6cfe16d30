/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A ring has one token: no two processes accept the same hop of it, and its aru is never above its seq. Who has installed a ring
 * accepts no token of an older one.
 */
public final class OneToken implements Checker {

    private record Hop(RingId ringId, int tokenSeq) {}

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<Hop, Trace.ProcessId> acceptedBy = new HashMap<>();
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            RingId installed = null;
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration regular) {
                    installed = regular.ringId();
                } else if (event instanceof Trace.TokenAccepted token) {
                    final Trace.ProcessId other =
                            acceptedBy.putIfAbsent(new Hop(token.ringId(), token.tokenSeq()), process);
                    if (other != null) {
                        violations.accept("hop " + token.tokenSeq() + " of ring " + token.ringId() + " was accepted by "
                                + other + " and by " + process);
                    }
                    if (installed != null
                            && !token.ringId().equals(installed)
                            && !token.ringId().isYoungerThan(installed.seq())) {
                        violations.accept(process + " accepted a token of ring " + token.ringId() + " while on ring "
                                + installed);
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
