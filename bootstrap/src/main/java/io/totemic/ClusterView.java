/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.config.NodeConfig;
import io.totemic.membership.MembershipStatus;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.totem.TrackerStatus;
import java.util.List;

/**
 * What one node knows of the cluster at one moment.
 *
 * @param self this node
 * @param configured the nodelist, in the order of the file
 * @param membership state, ring and members
 * @param quorum what the tally says of the current configuration, and why
 * @param tracker counters of ordering
 * @param droppedFrames frames from outside that were dropped for what was wrong with them
 */
public record ClusterView(
        NodeConfig self,
        List<NodeConfig> configured,
        MembershipStatus membership,
        QuorumStatus quorum,
        TrackerStatus tracker,
        long droppedFrames) {

    /** Of the tally on the current configuration. */
    public QuorumVerdict verdict() {
        return quorum.verdict();
    }
}
