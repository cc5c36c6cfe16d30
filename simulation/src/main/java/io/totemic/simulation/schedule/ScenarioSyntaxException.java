/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

/** A text is no scenario. */
public final class ScenarioSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** At a line of a text; lines begin with 1. */
    ScenarioSyntaxException(final String source, final int line, final String rule) {
        super(source + ":" + line + ": " + rule);
    }
}
