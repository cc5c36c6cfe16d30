/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Three nodes are started, two are killed one after the other, both are started again: as an operator would do it. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Starts three nodes, kills two of them, starts both again, and holds each step to its time.")
final class RestartCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final long LIMIT_S = 30;
    private static final long FORMED_MS = 5_000;
    private static final long TOKEN_MS = 1_000;
    private static final long CONSENSUS_MS = 1_200;
    private static final long SLACK_MS = 500;

    @Mixin
    private RingOptions options;

    @Option(names = "--rounds", defaultValue = "3", description = "By default ${DEFAULT-VALUE}.")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        final Report report = new Report("Start, kill and restart of " + NODES + " processes, token 1000 ms");
        try (BenchRing ring = new BenchRing(options, NODES, "", false)) {
            for (final int node : ring.nodes()) {
                ring.startNode(node);
            }
            awaitAll(report, ring, "started");
            for (int round = 0; round < rounds; round++) {
                round(report, ring, round);
            }
        }
        return report.end();
    }

    private static void round(final Report report, final BenchRing ring, final int round)
            throws IOException, InterruptedException {
        final int first = ring.nodes().get((NODES - 1 + round) % NODES);
        final int second = ring.nodes().get((NODES + round) % NODES);
        final int last = ring.nodes().get((NODES + 1 + round) % NODES);
        report.say("round %d: node %d is killed, then node %d", round + 1, first, second);
        awaitRest(report, ring, ring.kill(first), List.of(Math.min(second, last), Math.max(second, last)), true);
        awaitRest(report, ring, ring.kill(second), List.of(last), false);
        ring.startNode(first);
        ring.startNode(second);
        awaitAll(report, ring, "started again");
    }

    private static void awaitRest(
            final Report report,
            final BenchRing ring,
            final long killedNs,
            final List<Integer> rest,
            final boolean isQuorate)
            throws InterruptedException {
        final String ringId = ring.awaitRing(rest, LIMIT_S);
        final long tookMs = millis(System.nanoTime() - killedNs);
        report.claim(
                tookMs <= TOKEN_MS + CONSENSUS_MS + SLACK_MS,
                "ring %s of %s, %d ms after the kill (allowed token + consensus + %d = %d ms)",
                ringId,
                rest,
                tookMs,
                SLACK_MS,
                TOKEN_MS + CONSENSUS_MS + SLACK_MS);
        claimQuorum(report, ring, rest, isQuorate);
    }

    private static void awaitAll(final Report report, final BenchRing ring, final String what)
            throws InterruptedException {
        // Apart from the ring, since on a busy machine the start of the JVMs is most of it.
        final long answeringNs = ring.awaitAnswers(LIMIT_S);
        final String ringId = ring.awaitRing(ring.nodes(), LIMIT_S);
        final long lastStartNs = ring.processes().stream()
                .mapToLong(NodeProcess::startedNs)
                .max()
                .orElseThrow();
        final long tookMs = millis(System.nanoTime() - lastStartNs);
        report.say(
                "all answer over HTTP, %d ms after the last process was %s", millis(answeringNs - lastStartNs), what);
        report.claim(
                tookMs <= FORMED_MS,
                "ring %s of %s, %d ms after the last process was %s (allowed %d ms)",
                ringId,
                ring.nodes(),
                tookMs,
                what,
                FORMED_MS);
        claimQuorum(report, ring, ring.nodes(), true);
    }

    private static long millis(final long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** The verdict comes a moment after the ring, when its members are synchronised. */
    private static void claimQuorum(
            final Report report, final BenchRing ring, final List<Integer> nodes, final boolean isQuorate)
            throws InterruptedException {
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SLACK_MS);
        boolean holds = false;
        while (!holds && System.nanoTime() - endNs < 0) {
            holds = true;
            for (final int node : nodes) {
                final MembersAnswer answer = ring.ask(node);
                holds &= answer != null && answer.isQuorate() == isQuorate;
            }
            Thread.sleep(1);
        }
        report.claim(holds, "%s is %s", nodes, isQuorate ? "quorate" : "not quorate");
    }
}
