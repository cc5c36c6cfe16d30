/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of corosync.conf(5) that counts votes. Nodes are numbered from 1.
 *
 * @param votes quorum_votes of node 1, 2, ...; 1 to 16 nodes
 * @param options keys of section quorum, such as {@code two_node}, with their values; {@code device.votes} is a key of its
 *     subsection
 */
public record VoteConfiguration(List<Integer> votes, Map<String, String> options) {

    /** Milliseconds of the window of last man standing, if it is short enough to be waited for. */
    public static final int LONGEST_WAITED_WINDOW_MS = 1_000;

    private static final String DEVICE = "device.";

    public VoteConfiguration {
        votes = List.copyOf(votes);
        options = java.util.Collections.unmodifiableMap(new TreeMap<>(options));
        if (votes.isEmpty() || votes.size() > 16) {
            throw new IllegalArgumentException(votes.size() + " nodes; must be 1 to 16");
        }
    }

    /** Number of nodes. */
    public int nodes() {
        return votes.size();
    }

    /** How long to wait after each step for the window of last man standing; 0 if it is off or too long. */
    public int waitedWindowMs() {
        if (!"1".equals(options.get("last_man_standing"))) {
            return 0;
        }
        final int windowMs = Integer.parseInt(options.getOrDefault("last_man_standing_window", "10000"));
        return windowMs <= LONGEST_WAITED_WINDOW_MS ? windowMs : 0;
    }

    /**
     * The file, as {@code corosync-vqsim} takes it.
     *
     * @param stateDirectory where the nodes may keep the votes that they ever expected; all of them share the file
     */
    public String corosyncConf(final String stateDirectory) {
        final StringBuilder text = new StringBuilder(512);
        text.append("totem {\n  version: 2\n  cluster_name: vqsim\n  transport: knet\n}\n");
        text.append("system {\n  state_dir: ").append(stateDirectory).append("\n}\n");
        text.append("quorum {\n  provider: corosync_votequorum\n");
        final StringBuilder device = new StringBuilder();
        options.forEach((key, value) -> {
            if (key.startsWith(DEVICE)) {
                device.append("    ")
                        .append(key.substring(DEVICE.length()))
                        .append(": ")
                        .append(value)
                        .append('\n');
            } else {
                text.append("  ").append(key).append(": ").append(value).append('\n');
            }
        });
        if (!device.isEmpty()) {
            text.append("  device {\n").append(device).append("  }\n");
        }
        text.append("}\nnodelist {\n");
        for (int node = 1; node <= votes.size(); node++) {
            text.append("  node {\n    nodeid: ").append(node);
            text.append("\n    ring0_addr: 10.0.0.").append(node);
            text.append("\n    quorum_votes: ").append(votes.get(node - 1)).append("\n  }\n");
        }
        return text.append("}\n").toString();
    }
}
