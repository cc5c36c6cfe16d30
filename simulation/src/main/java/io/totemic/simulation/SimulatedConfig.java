/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.NodeSettings;
import io.totemic.config.ClusterConfig;
import io.totemic.config.TotemConfig;
import io.totemic.cpg.core.CpgSettings;
import io.totemic.protocol.NodeId;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Scenario;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The corosync.conf of a simulated cluster, and what follows from it. */
final class SimulatedConfig {

    /** What waits is delivered at a few hundred frames a second. */
    private static final long DRAIN_NS = 3_000_000_000L;

    private SimulatedConfig() {}

    static String corosyncConf(final Scenario scenario) {
        return corosyncConf(scenario.nodes(), scenario.totem());
    }

    static String corosyncConf(final int nodes, final SortedMap<String, String> totem) {
        final StringBuilder text = new StringBuilder("""
                totem {
                    version: 2
                    cluster_name: simulated
                    secauth: off
                    token: 1000
                    token_coefficient: 0
                """);
        totem.forEach((key, value) -> {
            if (!isElsewhere(key)) {
                text.append(key).append(": ").append(value).append('\n');
            }
        });
        text.append("""
                }
                totemic {
                    fencing: external
                }
                quorum {
                    provider: corosync_votequorum
                """);
        totem.forEach((key, value) -> {
            if (key.startsWith(Scenario.QUORUM)) {
                text.append(key.substring(Scenario.QUORUM.length()))
                        .append(": ")
                        .append(value.replace(',', ' '))
                        .append('\n');
            }
        });
        text.append("}\nnodelist {\n");
        for (int i = 1; i <= nodes; i++) {
            text.append("node {\n nodeid: ")
                    .append(i)
                    .append("\n ring0_addr: 127.0.0.")
                    .append(i)
                    .append("\n quorum_votes: ")
                    .append(totem.getOrDefault(Scenario.VOTES + i, "1"))
                    .append("\n}\n");
        }
        return text.append("}\n").toString();
    }

    private static boolean isElsewhere(final String key) {
        return key.equals(Scenario.GROUP_LIMITS) || key.equals(Scenario.ATTACKER) || Scenario.isOfVotes(key);
    }

    /** What the group service is set to: usually as in production. */
    static CpgSettings groupSettings(final SortedMap<String, String> totem) {
        final String limits = totem.get(Scenario.GROUP_LIMITS);
        if (limits == null) {
            return CpgSettings.DEFAULT;
        }
        final String[] parts = limits.split("/", -1);
        return new CpgSettings(
                CpgSettings.DEFAULT.creditBytes(),
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                TimeUnit.MILLISECONDS.toNanos(Long.parseLong(parts[2])));
    }

    /** How many ms lie between two attempts of an attacker in the mean; 0 without one. */
    static long attackIntervalMs(final SortedMap<String, String> totem) {
        return Long.parseLong(totem.getOrDefault(Scenario.ATTACKER, "0"));
    }

    /** What each node is set to; the sequences of each ring begin behind {@code initialSeq}. */
    static List<NodeSettings> nodeSettings(final ClusterConfig config, final CpgSettings groups, final int initialSeq) {
        return config.nodeList().nodeIds().stream()
                .map(node -> NodeSettings.of(config, node, SimulatedNode.MAX_FRAME_BYTES))
                .map(settings -> settings.with(settings.totem().beginningBehind(initialSeq))
                        .with(groups))
                .toList();
    }

    /** Tells the trace what votequorum of the nodes is set to. */
    static void noteQuorum(final ClusterConfig config, final Trace trace) {
        final TreeMap<NodeId, Integer> votes = new TreeMap<>();
        config.nodeList().nodes().forEach(node -> votes.put(node.nodeId(), node.quorumVotes()));
        trace.quorum()
                .configured(votes, TimeUnit.MILLISECONDS.toNanos(config.totem().tokenMs()));
    }

    /**
     * How long a cluster may take, after the last fault, until it is one ring that has delivered everything: the token is found to
     * be lost, or the rings find each other; then each node may cost one round of consensus and one attempt that fails with its
     * token lost; then what waits is delivered.
     */
    static long settleNs(final ClusterConfig config) {
        final TotemConfig totem = config.totem();
        final int nodes = config.nodeList().nodes().size();
        return TimeUnit.MILLISECONDS.toNanos(
                        totem.tokenMs() + totem.mergeMs() + (long) nodes * (totem.consensusMs() + totem.tokenMs()))
                + DRAIN_NS;
    }
}
