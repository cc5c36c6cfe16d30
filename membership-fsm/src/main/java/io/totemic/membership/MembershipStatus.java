/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.membership.core.LinkFault;
import io.totemic.membership.core.PeerStatus;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import java.util.List;

/**
 * What the membership protocol knows at one moment.
 *
 * @param state its state
 * @param ringId the current ring id; in COMMIT and RECOVERY that of the attempt
 * @param installedRingId the last ring installed
 * @param members its members, empty before the first one
 * @param gatherEntered times GATHER was entered
 * @param operationalEntered times OPERATIONAL was entered
 * @param peers how the node gets on with each other node, ascending
 * @param linkFaults links that keep rings apart, ascending; looked for only while somebody is held off
 */
public record MembershipStatus(
        StateName state,
        RingId ringId,
        RingId installedRingId,
        NodeSet members,
        long gatherEntered,
        long operationalEntered,
        List<PeerStatus> peers,
        List<LinkFault> linkFaults) {}
