/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.compare.Median;
import io.totemic.benchmarks.compare.TokenStability;
import io.totemic.config.ClusterConfig;
import io.totemic.config.ConfigException;
import io.totemic.config.DerivedTimeouts;
import io.totemic.config.TotemConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long survivors of a kill take to a new configuration and verdict, and which token time-outs hold on this machine. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        description =
                "Kills each node in turn, the representative too, and takes from the survivors' logs when they had a new"
                        + " configuration and a verdict; then looks which token time-outs make a ring form anew by itself.")
final class FailoverCommand implements Callable<Integer> {

    private static final long LIMIT_S = 60;
    private static final int SLACK_MS = 50;
    private static final int LEAST_NODES = 3;
    private static final long CALM_MS = 1_500;

    @Mixin
    private RingOptions options;

    @Mixin
    private ContenderOptions contenders;

    @Option(
            names = "--tokens",
            split = ",",
            defaultValue = "1000,500,300,200",
            description = "Token time-outs in ms; by default ${DEFAULT-VALUE}.")
    private List<Integer> tokens;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description =
                    "How often each node is killed, with each time-out, 0 for never; by default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--nodes", defaultValue = "3", description = "At least 3; by default ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--soak",
            defaultValue = "5",
            description = "Seconds that a ring must stay in each phase to count as stable, 0 leaves this out;"
                    + " by default ${DEFAULT-VALUE}.")
    private int soakSeconds;

    @Option(names = "--output", description = "Write the figures to this file, as JSON.")
    private Path output;

    /**
     * One kill; times of the last survivor.
     *
     * @param noticedMs when the first survivor had missed the token for the token time-out: how old the last token was at the kill is
     *     what it is short of that
     * @param configurations most that a survivor installed on the way
     * @param allowedMs token + consensus + 50
     */
    record Failover(
            String system,
            int tokenMs,
            int consensusMs,
            int round,
            int killed,
            long noticedMs,
            long configurationMs,
            long verdictMs,
            int configurations,
            int allowedMs,
            String load) {}

    @Override
    public Integer call() throws Exception {
        if (nodes < LEAST_NODES) {
            throw new BenchFailure(
                    "--nodes is " + nodes + ", must be at least " + LEAST_NODES + ": less are not quorate");
        }
        final FigureFile file = new FigureFile(output);
        final String title = "Failover: each of " + nodes + " daemons is killed in turn, " + rounds + " rounds";
        final Report report = new Report(title);
        final List<Failover> all = new ArrayList<>();
        final List<String> transports = contenders.corosyncTransports();
        try (NamespaceLab lab = ContenderOptions.lab("totemic-failover", nodes)) {
            report.say(
                    "daemons stand %s",
                    lab == null ? "on loopback: no namespaces without root and ip" : "in network namespaces");
            for (final int token : rounds > 0 ? tokens : List.<Integer>of()) {
                final TotemConfig totem = totemConfig(token);
                all.addAll(measure(report, totem, new TotemicDaemons(options, lab, nodes, line(token))));
                for (final String transport : transports) {
                    all.addAll(compare(report, token, new CorosyncDaemons(lab, transport, nodes, token)));
                }
            }
        }
        final List<TokenStability.Phased> phases = soakSeconds > 0 ? stability(report, transports) : List.of();
        summarise(report, all);
        final Map<String, List<?>> figures = new LinkedHashMap<>();
        figures.put("failovers", all);
        figures.put("phases", phases);
        file.write(title, figures);
        return report.end();
    }

    private List<TokenStability.Phased> stability(final Report report, final List<String> transports)
            throws IOException, InterruptedException {
        if (!NamespaceLab.isPossible()) {
            report.say("which time-outs are stable was left out: no namespaces without root and ip");
            return List.of();
        }
        final List<TokenStability.Phased> phases = new TokenStability(
                        new TokenStability.Plan(tokens, nodes, soakSeconds, options.isKept()),
                        transports,
                        options.totemLines(),
                        options.httpPort(),
                        sentence -> report.say("%s", sentence))
                .run();
        TokenStability.verdicts(phases).forEach(verdict -> report.say("%s", verdict));
        return phases;
    }

    private TotemConfig totemConfig(final int token) {
        try {
            return ClusterConfig.fromText(options.corosyncConf(nodes, line(token), false))
                    .totem();
        } catch (final ConfigException refused) {
            throw new BenchFailure("--tokens has " + token + ": " + refused.getMessage(), refused);
        }
    }

    /** Behind the token of the common configuration, so that it is this one that counts. */
    static String line(final int token) {
        return "    token: " + token + "\n";
    }

    private List<Failover> measure(final Report report, final TotemConfig totem, final Daemons daemons)
            throws IOException, InterruptedException {
        final List<Failover> measured = rounds(report, totem.tokenMs(), totem.consensusMs(), daemons);
        for (final Failover each : measured) {
            report.claim(
                    each.verdictMs() <= each.allowedMs(),
                    "token %d ms, node %d killed: verdict at all survivors after %d ms (allowed token + consensus + %d = %d ms)",
                    each.tokenMs(),
                    each.killed(),
                    each.verdictMs(),
                    SLACK_MS,
                    each.allowedMs());
        }
        return measured;
    }

    /** Of another system nothing is claimed, and it may fail. */
    private List<Failover> compare(final Report report, final int token, final Daemons daemons)
            throws IOException, InterruptedException {
        try {
            return rounds(report, token, DerivedTimeouts.consensusMs(token), daemons);
        } catch (final BenchFailure failure) {
            report.say("token %d ms: %s", token, failure.getMessage());
            return List.of();
        }
    }

    private List<Failover> rounds(final Report report, final int tokenMs, final int consensusMs, final Daemons daemons)
            throws IOException, InterruptedException {
        final List<Failover> measured = new ArrayList<>();
        final List<Integer> everybody = RingOptions.nodes(nodes);
        try (DaemonCluster cluster = new DaemonCluster(daemons, options.isKept())) {
            long startedMs = cluster.start(everybody);
            cluster.await(everybody, everybody, startedMs, LIMIT_S);
            for (int round = 1; round <= rounds; round++) {
                for (final int victim : everybody) {
                    // So that the ring is synchronised, and the JVM that was started has done its work.
                    Thread.sleep(CALM_MS);
                    final List<Integer> survivors =
                            everybody.stream().filter(node -> node != victim).toList();
                    final long killedMs = cluster.kill(victim);
                    final Collection<RingChange> changes = cluster.await(survivors, survivors, killedMs, LIMIT_S)
                            .values();
                    final Failover failover = new Failover(
                            daemons.label(),
                            tokenMs,
                            consensusMs,
                            round,
                            victim,
                            firstNoticedMs(changes) - killedMs,
                            last(changes, RingChange::configurationMs) - killedMs,
                            last(changes, RingChange::verdictMs) - killedMs,
                            (int) last(changes, RingChange::configurations),
                            tokenMs + consensusMs + SLACK_MS,
                            ProcessFigures.load());
                    measured.add(failover);
                    show(report, failover);
                    report.claim(changes.stream().allMatch(RingChange::isQuorate), "%s are quorate", survivors);
                    startedMs = cluster.start(List.of(victim));
                    cluster.await(everybody, everybody, startedMs, LIMIT_S);
                }
            }
        }
        return measured;
    }

    private static long last(final Collection<RingChange> changes, final ToLongFunction<RingChange> of) {
        return changes.stream().mapToLong(of).max().orElseThrow();
    }

    private static long firstNoticedMs(final Collection<RingChange> changes) {
        return changes.stream()
                .flatMapToLong(change -> change.lostMs().stream())
                .min()
                .orElseThrow(() -> new BenchFailure("no survivor has logged that it lost the token"));
    }

    private static void show(final Report report, final Failover failover) {
        report.say(
                "%s, token %d ms, round %d, node %d killed: noticed after %d ms, configuration after %d ms, verdict after %d ms, %d configurations, load %s",
                failover.system(),
                failover.tokenMs(),
                failover.round(),
                failover.killed(),
                failover.noticedMs(),
                failover.configurationMs(),
                failover.verdictMs(),
                failover.configurations(),
                failover.load());
    }

    private static void summarise(final Report report, final List<Failover> all) {
        System.out.println();
        report.row(
                "%-14s %8s %22s %22s %22s %8s",
                "system", "token ms", "noticed ms", "configuration ms", "verdict ms", "allowed");
        all.stream()
                .map(each -> List.of(each.system(), String.valueOf(each.tokenMs())))
                .distinct()
                .forEach(key -> {
                    final List<Failover> of = all.stream()
                            .filter(each -> List.of(each.system(), String.valueOf(each.tokenMs()))
                                    .equals(key))
                            .toList();
                    report.row(
                            "%-14s %8s %22s %22s %22s %8d",
                            key.get(0),
                            key.get(1),
                            Median.of(of, Failover::noticedMs).rounded(),
                            Median.of(of, Failover::configurationMs).rounded(),
                            Median.of(of, Failover::verdictMs).rounded(),
                            of.get(0).allowedMs());
                });
    }
}
