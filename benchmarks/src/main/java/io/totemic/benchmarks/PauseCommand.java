/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A node is stopped as by a debugger or a frozen virtual machine, and goes on after a while. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Stops a node with SIGSTOP and lets it go on: one ring of all again within 10 s, no restart.")
final class PauseCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final int PAUSED = 2;
    private static final long RING_LIMIT_S = 30;
    private static final long ALLOWED_MS = 10_000;

    @Mixin
    private RingOptions options;

    @Option(names = "--seconds", defaultValue = "15", description = "Length of the pause; by default ${DEFAULT-VALUE}.")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        final Report report = new Report("Pause of node " + PAUSED + " for " + seconds + " s, " + NODES + " processes");
        try (BenchRing ring = new BenchRing(options, NODES, "", false)) {
            for (final int node : ring.nodes()) {
                ring.startNode(node);
            }
            report.say("ring %s formed", ring.awaitRing(ring.nodes(), RING_LIMIT_S));
            final NodeProcess paused = ring.process(PAUSED);
            final long pid = paused.pid();
            paused.signal("STOP");
            final long stoppedNs = System.nanoTime();
            final String rest = ring.awaitRing(List.of(1, 3), RING_LIMIT_S);
            final long withoutMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stoppedNs);
            report.say("ring %s of nodes 1 and 3, %d ms after the stop", rest, withoutMs);
            Thread.sleep(Math.max(0, TimeUnit.SECONDS.toMillis(seconds) - withoutMs));
            paused.signal("CONT");
            final long continuedNs = System.nanoTime();
            final String all = ring.awaitRing(ring.nodes(), RING_LIMIT_S);
            final long backMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - continuedNs);
            report.claim(backMs <= ALLOWED_MS, "ring %s of all, %d ms after the node went on", all, backMs);
            report.claim(paused.isAlive() && paused.pid() == pid, "node %d is the process it was, %d", PAUSED, pid);
        }
        return report.end();
    }
}
