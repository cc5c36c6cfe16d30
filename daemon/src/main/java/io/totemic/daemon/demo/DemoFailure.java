/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

/** A claim of the demonstration did not hold, or a step did not happen in time; the message says which. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(final String what) {
        super(what);
    }

    DemoFailure(final String what, final Throwable cause) {
        super(what, cause);
    }
}
