/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the commands of this package have in common. */
final class LabOptions {

    /** Of each ring that these commands compare. */
    static final int NODES = 3;

    @Option(
            names = "--http-port",
            defaultValue = "7726",
            description = "HTTP port of each node of Totemic, in its namespace; by default ${DEFAULT-VALUE}.")
    private int httpPort;

    @Option(
            names = "--totem",
            description = "A line for section totem of Totemic's nodes, such as 'window_size: 300'; may be repeated.")
    private List<String> totemLines = List.of();

    @Option(
            names = "--rates",
            split = ",",
            defaultValue = "1000",
            description = "Messages a second of each node, whose latency is measured; by default ${DEFAULT-VALUE}.")
    private List<Integer> rates;

    @Option(
            names = "--results",
            description =
                    "Append each finished run to this file as a line of JSON, and do not repeat those that are in it.")
    private Path results;

    @Option(names = "--output", description = "Write the table, all as JSON and plots as SVG to this directory.")
    private Path output;

    @Option(
            names = "--warm-up",
            defaultValue = "16",
            description = "Seconds of load on each ring of JVMs before it is measured; by default ${DEFAULT-VALUE}.")
    private double warmUpSeconds;

    @Option(names = "--keep", description = "Keep the directory with configurations and logs.")
    private boolean isKept;

    /** Start nodes of Totemic, with each way to listen. */
    Map<Contender, RingLauncher> totemic() {
        final Map<Contender, RingLauncher> launchers = new EnumMap<>(Contender.class);
        launchers.put(Contender.TOTEMIC, new TotemicLauncher(totemLines, httpPort, "thread", false));
        launchers.put(Contender.TOTEMIC_ACTOR, new TotemicLauncher(totemLines, httpPort, "actor", false));
        launchers.put(Contender.TOTEMIC_LOOP, new TotemicLauncher(totemLines, httpPort, "loop", false));
        return launchers;
    }

    List<Integer> rates() {
        return rates;
    }

    /** Null if there is none. */
    Path results() {
        return results;
    }

    /** Null if nothing is to be written. */
    Path output() {
        return output;
    }

    double warmUpSeconds() {
        return warmUpSeconds;
    }

    boolean isKept() {
        return isKept;
    }
}
