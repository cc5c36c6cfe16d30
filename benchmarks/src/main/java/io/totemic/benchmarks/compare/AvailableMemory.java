/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.List;

/** Memory of the machine that processes can have without others being pushed out. */
final class AvailableMemory {

    private static final String KEY = "MemAvailable:";

    private AvailableMemory() {}

    /**
     * From the lines of {@code /proc/meminfo}.
     *
     * @throws IllegalArgumentException if it is not there
     */
    static long kibibytes(final List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(KEY))
                .map(line -> line.substring(KEY.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + KEY));
    }
}
