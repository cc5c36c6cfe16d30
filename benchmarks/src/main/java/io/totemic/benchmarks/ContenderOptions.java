/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.compare.CorosyncNodes;
import java.util.List;
import picocli.CommandLine.Option;

/** Whose daemons are measured, and where. */
final class ContenderOptions {

    private static final String COROSYNC = "corosync";
    private static final List<String> TRANSPORTS = List.of("knet", "udpu");

    @Option(
            names = "--against",
            split = ",",
            description =
                    "The same on Corosync: corosync, or one of corosync-knet, corosync-udpu. It runs at real-time priority."
                            + " Needs root.")
    private List<String> against = List.of();

    /** Transports of Corosync that are measured too. */
    List<String> corosyncTransports() {
        final List<String> chosen = against.stream()
                .flatMap(each -> TRANSPORTS.stream()
                        .filter(transport -> each.equals(COROSYNC) || each.equals(COROSYNC + "-" + transport)))
                .distinct()
                .toList();
        for (final String each : against) {
            if (!each.equals(COROSYNC) && TRANSPORTS.stream().noneMatch(one -> each.equals(COROSYNC + "-" + one))) {
                throw new BenchFailure("--against has " + each + ", must be of corosync, corosync-knet, corosync-udpu");
            }
        }
        if (!chosen.isEmpty()) {
            if (!NamespaceLab.isPossible()) {
                throw new BenchFailure("Corosync is measured in network namespaces: needs root, and ip of iproute2");
            }
            CorosyncNodes.require();
        }
        return chosen;
    }

    /** Namespaces for so many nodes, or null where there can be none: daemons then stand on loopback. */
    static NamespaceLab lab(final String name, final int nodes) {
        return NamespaceLab.isPossible() ? new NamespaceLab(name, nodes) : null;
    }
}
