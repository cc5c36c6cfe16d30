/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken.cpg;

import java.time.Instant;

/** A room that reads the clock of the wall. */
final class ReadsClock {

    private ReadsClock() {}

    static Instant now() {
        return Instant.now();
    }
}
