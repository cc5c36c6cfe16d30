/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.config.NodeConfig;
import io.totemic.membership.MembershipStatus;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.totem.TrackerStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one node knows of the cluster at one moment.
 *
 * @param self this node
 * @param configured the nodelist, in the order of the file
 * @param membership state, ring and members
 * @param quorum what the tally says of the current configuration, and why
 * @param tracker counters of ordering
 * @param drops frames from outside that were dropped, by what was wrong with them; every kind is there
 * @param handshakes frames from outside that are for no room, since they only prove that a peer is there
 */
public record ClusterView(
        NodeConfig self,
        List<NodeConfig> configured,
        MembershipStatus membership,
        QuorumStatus quorum,
        TrackerStatus tracker,
        Map<FrameFault, Long> drops,
        long handshakes) {

    public ClusterView {
        final Map<FrameFault, Long> ordered = new EnumMap<>(FrameFault.class);
        ordered.putAll(drops);
        drops = Collections.unmodifiableMap(ordered);
    }

    /** Of the tally on the current configuration. */
    public QuorumVerdict verdict() {
        return quorum.verdict();
    }

    /** All frames from outside that were dropped for what was wrong with them. */
    public long droppedFrames() {
        return drops.values().stream().mapToLong(Long::longValue).sum();
    }
}
