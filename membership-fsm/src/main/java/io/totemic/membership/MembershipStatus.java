/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.membership.core.StateName;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;

/**
 * What the membership protocol knows at one moment.
 *
 * @param state its state
 * @param ringId the current ring id; in COMMIT and RECOVERY that of the attempt
 * @param installedRingId the last ring installed
 * @param members its members, empty before the first one
 * @param gatherEntered times GATHER was entered
 * @param operationalEntered times OPERATIONAL was entered
 */
public record MembershipStatus(
        StateName state,
        RingId ringId,
        RingId installedRingId,
        NodeSet members,
        long gatherEntered,
        long operationalEntered) {}
