/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What three nodes cost that have nothing to do. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        description = "Processor time and memory of nodes that have nothing to do; at most 5 %% of a core each.")
final class IdleCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final long RING_LIMIT_S = 30;
    private static final double ALLOWED_PERCENT = 5.0;

    @Mixin
    private RingOptions options;

    @Option(names = "--seconds", defaultValue = "30", description = "Measured; by default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "20", description = "Seconds before; by default ${DEFAULT-VALUE}.")
    private int warmUpSeconds;

    @Override
    public Integer call() throws Exception {
        final Report report = new Report("Idle ring, " + NODES + " processes");
        try (BenchRing ring = new BenchRing(options, NODES, "", false)) {
            for (final int node : ring.nodes()) {
                ring.startNode(node);
            }
            final String ringId = ring.awaitRing(ring.nodes(), RING_LIMIT_S);
            report.say("ring %s formed, %d s to warm up", ringId, warmUpSeconds);
            TimeUnit.SECONDS.sleep(warmUpSeconds);
            final List<ProcessFigures> before = new ArrayList<>();
            ring.processes().forEach(process -> before.add(ProcessFigures.of(process.pid())));
            TimeUnit.SECONDS.sleep(seconds);
            for (final NodeProcess process : ring.processes()) {
                final double percent = ProcessFigures.of(process.pid()).cpuPercentSince(before.get(process.node() - 1));
                report.claim(
                        percent <= ALLOWED_PERCENT,
                        "node %d: %.2f %% of a core over %d s (allowed %.0f), resident %d MiB of which %d shared memory",
                        process.node(),
                        percent,
                        seconds,
                        ALLOWED_PERCENT,
                        ProcessFigures.mebibytes(process.pid(), "VmRSS"),
                        ProcessFigures.mebibytes(process.pid(), "RssShmem"));
            }
            report.claim(ring.awaitRing(ring.nodes(), RING_LIMIT_S).equals(ringId), "the ring is still %s", ringId);
            report.say("load %s at the end", ProcessFigures.load());
        }
        return report.end();
    }
}
