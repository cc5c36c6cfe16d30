/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.simulation.check.Trace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What two runs have in common only if everybody was told the same in both, and every step came at the same time. */
final class TraceHash {

    private static final int HEX_DIGITS = 16;

    private TraceHash() {}

    static String of(final Trace trace, final long schedulingDigest) {
        final MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        for (final Trace.ProcessId process : trace.processes()) {
            for (final Trace.Event event : trace.eventsOf(process)) {
                digest.update((process + " " + event + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        digest.update(Long.toString(schedulingDigest).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
    }
}
