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
        claim(report, ring, writers, false);
    }

    /** The same; where rings were apart, one is not told what another sent meanwhile, but nothing twice and nothing too late. */
    static void claim(
            final Report report, final BenchRing ring, final List<Integer> writers, final boolean hasBeenApart)
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
            final int faults = process.count("FAULT");
            report.claim(
                    differing.isEmpty()
                            && (hasBeenApart ? repetitions(process) == 0 : faults == 0)
                            && process.count("WRITER-FAILED") == 0,
                    "node %d was delivered all of %s up to the last%s; gaps and repetitions: %d, repetitions: %d",
                    process.node(),
                    sent,
                    differing.isEmpty() ? "" : ", but " + differing,
                    faults,
                    repetitions(process));
        }
    }

    /** Of messages whose number is not above the last one of their sender. */
    private static long repetitions(final NodeProcess process) {
        return process.said("FAULT").stream()
                .filter(fault -> Long.parseLong(fault.fields().get(2))
                        <= Long.parseLong(fault.fields().get(1)))
                .count();
    }

    /** Claims that nodes which left a ring for the same next one were delivered the same in it. */
    static void claimSameSequences(final Report report, final BenchRing ring) {
        final Map<String, String> hashes = new HashMap<>();
        int compared = 0;
        final List<String> differing = new ArrayList<>();
        for (final NodeProcess process : ring.processes()) {
            for (final Line line : process.said("SEGMENT")) {
                final String segment =
                        line.fields().get(0) + " to " + line.fields().get(1);
                final String value =
                        line.fields().get(2) + " messages, " + line.fields().get(3);
                final String known = hashes.putIfAbsent(segment, value);
                if (known != null) {
                    compared++;
                    if (!known.equals(value)) {
                        differing.add("ring " + segment + ": node " + process.node() + " has " + value + ", another "
                                + known);
                    }
                }
            }
        }
        report.claim(
                differing.isEmpty(),
                "who left a ring for the same next one was delivered the same in it, %d comparisons%s",
                compared,
                differing.isEmpty() ? "" : ", but " + differing);
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
