/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/**
 * E5: who delivers a frame has delivered everything of its ring that came before its origination: by vector clocks, see
 * {@link CausalClocks}. Holes of a transitional configuration are no excuse.
 */
public final class CausalDelivery implements Checker {

    @Override
    public String id() {
        return "E5";
    }

    @Override
    public String property() {
        return "what comes before a frame on its ring is delivered before it";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        trace.history().unordered().forEach(violations);
    }
}
