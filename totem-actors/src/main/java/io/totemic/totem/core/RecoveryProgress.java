/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.SequenceNumbers;

/**
 * Tells from the token when all members of a ring have all that can be had of their old rings.
 *
 * <p>Differs from Corosync: a new one is made for each attempt, so nothing survives an attempt that failed.
 *
 * <p>Source: paper section 5.3.
 */
final class RecoveryProgress {

    private boolean isRetransmitFlagMine;
    private int flagClearVisits;
    private int installSeq;
    private int completeVisits;

    /** Whether the flag on the initial token is this node's. */
    RecoveryProgress(final boolean isRetransmitFlagMine) {
        this.isRetransmitFlagMine = isRetransmitFlagMine;
    }

    /**
     * The retransmit flag as this node leaves it: raised while it has old frames to send, lowered only by who raised it.
     */
    boolean flagAfter(final boolean flag, final boolean hasFramesToSend) {
        if (hasFramesToSend) {
            if (!flag) {
                isRetransmitFlagMine = true;
            }
            return true;
        }
        if (flag && isRetransmitFlagMine) {
            isRetransmitFlagMine = false;
            return false;
        }
        return flag;
    }

    /** Counts a visit; answers whether recovery is complete for all. */
    boolean onVisit(final boolean flag, final int tokenSeq, final int tokenAru) {
        flagClearVisits = flag ? 0 : flagClearVisits + 1;
        if (flagClearVisits == 2) {
            installSeq = tokenSeq;
        }
        final boolean isComplete = flagClearVisits >= 3 && !SequenceNumbers.isAfter(installSeq, tokenAru);
        completeVisits = isComplete ? completeVisits + 1 : 0;
        return completeVisits == 2;
    }
}
