/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.totemic.simulation.histories.Histories;
import io.totemic.simulation.histories.HistoryKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks what clients of the replicated things see, over a range of seeds. */
@Command(
        name = "histories",
        mixinStandardHelpOptions = true,
        description = {
            "Runs clients of the replicated map or the cluster singleton in virtual time under seeded faults, and checks what they see.",
            "Exit status 1 if a history has a violation."
        })
final class HistoriesCommand implements Callable<Integer> {

    private static final double NS_PER_SECOND = 1e9;
    private static final int TEXT_MAX = 2_000;

    @Spec
    private CommandSpec specification;

    @Parameters(index = "0", description = "What is used: ${COMPLETION-CANDIDATES}.", paramLabel = "KIND")
    private HistoryKind kind;

    @Option(names = "--nodes", defaultValue = "5", description = "Nodes, 1 to 64; ${DEFAULT-VALUE} by default.")
    private int nodes;

    @Option(names = "--seeds", defaultValue = "100", description = "Seeds to run; ${DEFAULT-VALUE} by default.")
    private int seeds;

    @Option(names = "--from", defaultValue = "1", description = "First seed; ${DEFAULT-VALUE} by default.")
    private long from;

    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final List<Long> failOversNs = new ArrayList<>();
    private int run;
    private int failed;

    @Override
    public Integer call() {
        if (seeds < 1) {
            throw new ParameterException(specification.commandLine(), "--seeds is " + seeds + ", must be at least 1");
        }
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        final long beganNs = System.nanoTime();
        new Histories(kind, nodes).run(from, seeds, this::onOutcome);
        System.out.printf(
                "%d histories of a %s on %d nodes, %d failed, %.1f s%n",
                run, kind, nodes, failed, (System.nanoTime() - beganNs) / NS_PER_SECOND);
        counts.forEach((what, count) -> System.out.printf("  %,d %s%n", count, what));
        if (!failOversNs.isEmpty()) {
            Collections.sort(failOversNs);
            System.out.printf(
                    "  fail-over in s of virtual time: p1 %.2f, p50 %.2f, p90 %.2f, p99 %.2f, longest %.2f, of %d%n",
                    quantile(0.01), quantile(0.5), quantile(0.9), quantile(0.99), quantile(1), failOversNs.size());
        }
        return failed == 0 ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private double quantile(final double share) {
        return failOversNs.get((int) Math.min(failOversNs.size() - 1, share * failOversNs.size())) / NS_PER_SECOND;
    }

    private boolean onOutcome(final Histories.Outcome outcome) {
        run++;
        outcome.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
        failOversNs.addAll(outcome.failOversNs());
        if (!outcome.violations().isEmpty()) {
            failed++;
            final String text = String.join("\n  ", outcome.violations());
            System.out.println(
                    "seed " + outcome.seed() + " failed: " + text.substring(0, Math.min(text.length(), TEXT_MAX)));
        }
        return true;
    }
}
