/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.BenchFailure;
import io.totemic.benchmarks.NamespaceLab;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The same cases on Totemic, Corosync and JGroups, in turn. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Throughput and latency of Totemic, Corosync and JGroups: rings of three nodes in network namespaces, "
                        + "all up at once, measured in turn. Needs root.")
public final class CompareCommand implements Callable<Integer> {

    private static final List<Integer> FULL_SIZES = List.of(64, 256, 1024, 4096, 16_384, 65_536);
    private static final List<Integer> DEFAULT_SIZES = List.of(64, 1024, 16_384);

    @Mixin
    private LabOptions lab;

    @Option(names = "--install", description = "Install Debian's packages of Corosync and of a C compiler first.")
    private boolean isInstalling;

    @Option(
            names = "--full",
            description = "All sizes, systems and cases, encrypted and not, at both MTUs; takes more than an hour.")
    private boolean isFull;

    @Option(names = "--sizes", split = ",", description = "Bytes of a message; by default 64,1024,16384.")
    private List<Integer> sizes;

    @Option(names = "--writers", split = ",", defaultValue = "1,3", description = "By default ${DEFAULT-VALUE}.")
    private List<Integer> writers;

    @Option(names = "--crypto", split = ",", defaultValue = "off,on", description = "By default ${DEFAULT-VALUE}.")
    private List<String> crypto;

    @Option(names = "--mtu", split = ",", defaultValue = "1500,9000", description = "By default ${DEFAULT-VALUE}.")
    private List<Integer> mtus;

    @Option(names = "--rounds", defaultValue = "5", description = "Of all cases; by default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "1.5",
            description = "That throughput is measured in a run; by default ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--systems",
            split = ",",
            description = "Some of totemic (its application a listener on a thread of its own), totemic-actor, "
                    + "totemic-loop (a listener on the ring loop), corosync-knet, corosync-udpu, jgroups-tcp, jgroups-udp; "
                    + "by default all but totemic-actor, totemic-loop and jgroups-udp.")
    private List<String> systems;

    @Option(
            names = "--cases",
            split = ",",
            defaultValue = "throughput,latency",
            description =
                    "By default ${DEFAULT-VALUE}; latency in the first setting of --crypto and --mtu only, unless --full.")
    private List<String> cases;

    @Option(
            names = "--corosync-totem",
            description = "A line for section totem of Corosync's nodes, such as 'window_size: 300'; may be repeated.")
    private List<String> corosyncLines = List.of();

    @Override
    public Integer call() throws Exception {
        if (isInstalling) {
            CorosyncPackages.install();
        }
        if (!NamespaceLab.isPossible()) {
            throw new BenchFailure(
                    "network namespaces cannot be made here: needs root, and ip of iproute2 (--install)");
        }
        final List<Contender> contenders = contenders();
        if (contenders.stream().anyMatch(Contender::isCorosync)) {
            CorosyncPackages.require();
        }
        final Matrix matrix = matrix();
        final ResultFile file = lab.results() == null ? null : new ResultFile(lab.results());
        final ComparisonReport report = new ComparisonReport("Comparison, rings of " + LabOptions.NODES + " nodes");
        return report.end(matrix, new Comparison(launchers(), seconds, lab).run(matrix, file), lab.output());
    }

    Matrix matrix() {
        final List<Setting> settings = settings();
        return new Matrix(settings, rounds, setting -> cases(isFull || setting.equals(settings.get(0))), contenders());
    }

    /** About how long all takes. */
    double estimateSeconds() {
        return Matrix.estimateSeconds(matrix().runs(), seconds, lab.warmUpSeconds());
    }

    private List<Contender> contenders() {
        if (systems == null) {
            final List<Contender> all = new ArrayList<>(List.of(Contender.values()));
            if (!isFull) {
                all.removeAll(List.of(Contender.TOTEMIC_ACTOR, Contender.TOTEMIC_LOOP, Contender.JGROUPS_UDP));
            }
            return all;
        }
        return systems.stream()
                .map(label -> Contender.ofLabel(label)
                        .orElseThrow(() -> new BenchFailure(
                                "--systems has " + label + ", must be of " + String.join(", ", Contender.labels()))))
                .toList();
    }

    private List<Setting> settings() {
        final List<Setting> settings = new ArrayList<>();
        for (final String each : crypto) {
            if (!each.equals("on") && !each.equals("off")) {
                throw new BenchFailure("--crypto has " + each + ", must be of on, off");
            }
            mtus.forEach(mtu -> settings.add(new Setting(each.equals("on"), mtu, LabOptions.NODES)));
        }
        return settings;
    }

    private List<MeasuredCase> cases(final boolean hasLatency) {
        final List<MeasuredCase> all = new ArrayList<>();
        for (final String each : cases) {
            switch (each) {
                case "throughput" -> {
                    final List<Integer> chosen = isFull ? FULL_SIZES : DEFAULT_SIZES;
                    all.addAll(Matrix.throughputCases(sizes == null ? chosen : sizes, writers));
                }
                case "latency" ->
                    all.addAll(hasLatency ? Matrix.latencyCases(LabOptions.NODES, lab.rates()) : List.of());
                default -> throw new BenchFailure("--cases has " + each + ", must be of throughput, latency");
            }
        }
        return all;
    }

    private Map<Contender, RingLauncher> launchers() {
        final Map<Contender, RingLauncher> launchers = lab.totemic();
        launchers.put(Contender.COROSYNC_KNET, new CorosyncLauncher("knet", corosyncLines));
        launchers.put(Contender.COROSYNC_UDPU, new CorosyncLauncher("udpu", corosyncLines));
        launchers.put(Contender.JGROUPS_TCP, new JGroupsLauncher("tcp.xml"));
        launchers.put(Contender.JGROUPS_UDP, new JGroupsLauncher("udp.xml"));
        return launchers;
    }
}
