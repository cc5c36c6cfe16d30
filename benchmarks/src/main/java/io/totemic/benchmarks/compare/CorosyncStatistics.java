/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.List;

/**
 * What a daemon of Corosync says of its tokens.
 *
 * @param tokensReceived since its start, one in each rotation and those that were sent again
 * @param meanRotationMillis mean time between its last tokens, at most 100 of them, in whole milliseconds: 0 for any rotation below one
 * @param ringsFormed since its start
 */
record CorosyncStatistics(long tokensReceived, long meanRotationMillis, long ringsFormed) {

    private static final String PREFIX = "stats.srp.";
    private static final String MEAN = PREFIX + "mtt_rx_token";
    private static final String FORMED = PREFIX + "operational_entered";
    private static final String TOKENS = PREFIX + "orf_token_rx";

    /** Where they are in its map of statistics; the one that is read last is the count of tokens. */
    static final List<String> KEYS = List.of(MEAN, FORMED, TOKENS);

    /**
     * Of what {@code corosync-cmapctl} prints, a line for each key: {@code stats.srp.orf_token_rx (u64) = 1234}.
     *
     * @throws IllegalArgumentException if a key is missing
     */
    static CorosyncStatistics of(final List<String> lines) {
        return new CorosyncStatistics(value(lines, TOKENS), value(lines, MEAN), value(lines, FORMED));
    }

    private static long value(final List<String> lines, final String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + key));
    }
}
