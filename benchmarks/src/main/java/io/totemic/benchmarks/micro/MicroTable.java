/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.micro;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Results as text.
 *
 * @param results of this run
 * @param kept earlier ones that they are compared with, perhaps none
 */
record MicroTable(List<MicroResult> results, List<MicroResult> kept) {

    MicroTable {
        results = List.copyOf(results);
        kept = List.copyOf(kept);
    }

    @Override
    public String toString() {
        final Map<String, MicroResult> before =
                kept.stream().collect(Collectors.toMap(MicroResult::title, each -> each, (first, second) -> second));
        final StringBuilder text =
                new StringBuilder(line("benchmark", "ns", "+-", "bytes", kept.isEmpty() ? "" : "ratio"));
        for (final MicroResult result : results) {
            text.append(line(
                    result.title(),
                    number(result.nsPerOperation(), 1),
                    number(result.errorNs(), 1),
                    number(result.bytesPerOperation(), 0),
                    ratio(result, before.get(result.title()))));
        }
        return text.toString();
    }

    private String ratio(final MicroResult result, final MicroResult before) {
        if (kept.isEmpty()) {
            return "";
        }
        return before == null ? "new" : number(result.nsPerOperation() / before.nsPerOperation(), 2);
    }

    private static String number(final double value, final int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String line(
            final String title, final String ns, final String error, final String bytes, final String ratio) {
        return String.format(Locale.ROOT, "%-52s %10s %9s %8s %6s", title, ns, error, bytes, ratio)
                        .stripTrailing()
                + "\n";
    }
}
