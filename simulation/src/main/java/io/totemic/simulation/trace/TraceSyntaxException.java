/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.trace;

/** A text is no trace; the message names the file, the line and the rule. */
public final class TraceSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TraceSyntaxException(final String source, final int line, final String rule) {
        super(source + ", line " + line + ": " + rule);
    }
}
