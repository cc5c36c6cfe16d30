/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * R3: the aru of a token is not above its seq.
 */
public final class AruNotAboveSeq implements RingInvariant {

    @Override
    public String id() {
        return "R3";
    }

    @Override
    public String property() {
        return "the aru of a token is not above its seq";
    }

    @Override
    public BiConsumer<Trace.ProcessId, Trace.RingEvent> watch(final Trace trace, final Consumer<String> violations) {
        return (process, event) -> {
            // Before the first rotation is over the aru stands before the first seq.
            if (event instanceof Trace.TokenAccepted token && token.aru() - token.seq() > 0) {
                violations.accept("the token of ring " + token.ringId() + " came to " + process + " with aru "
                        + Integer.toUnsignedString(token.aru()) + " above seq "
                        + Integer.toUnsignedString(token.seq()));
            }
        };
    }
}
