/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.NodeProcess.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Whether each member was delivered all that the writers sent, in the order of its numbers and once. */
final class SentAndDelivered {

    private static final long LIMIT_S = 60;

    private SentAndDelivered() {}

    /** Ends the writers and claims it of every process of the ring. */
    static void claim(final Report report, final BenchRing ring, final List<Integer> writers)
            throws InterruptedException {
        final Map<Integer, String> sent = new TreeMap<>();
        for (final int writer : writers) {
            sent.put(
                    writer,
                    ring.process(writer).ask("STOP", "SENT", LIMIT_S).fields().get(0));
        }
        for (final NodeProcess process : ring.processes()) {
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            List<String> differing;
            Line said;
            do {
                Thread.sleep(20);
                said = process.ask("REPORT", "DELIVERED", LIMIT_S);
                differing = differing(said, sent);
            } while (!differing.isEmpty() && System.nanoTime() - endNs < 0);
            report.claim(
                    differing.isEmpty() && said.fields().get(0).equals("0") && process.count("WRITER-FAILED") == 0,
                    "node %d was delivered all of %s up to the last%s; gaps or repetitions: %s",
                    process.node(),
                    sent,
                    differing.isEmpty() ? "" : ", but " + differing,
                    said.fields().get(0));
        }
    }

    private static List<String> differing(final Line said, final Map<Integer, String> sent) {
        final Map<Integer, String> delivered = new HashMap<>();
        if (said.fields().size() > 1) {
            for (final String entry : said.fields().get(1).split(",", -1)) {
                final String[] parts = entry.split(":", -1);
                delivered.put(Integer.valueOf(parts[0]), parts[2]);
            }
        }
        final List<String> differing = new ArrayList<>();
        sent.forEach((writer, last) -> {
            if (!last.equals(delivered.get(writer))) {
                differing.add("of node " + writer + " only up to " + delivered.get(writer));
            }
        });
        return differing;
    }
}
