/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.message.Join;

/**
 * Proc list and failed list: who is considered for the next ring and who of these is excluded.
 *
 * <p>Source: paper section 5.1.
 *
 * @param procList candidates and excluded
 * @param failedList excluded
 */
record ProcessSets(NodeSet procList, NodeSet failedList) {

    /** The candidate set: who the next ring is to consist of. */
    NodeSet candidates() {
        return procList.minus(failedList);
    }

    /** Whether {@code join} was sent with exactly these sets. */
    boolean equalThoseOf(final Join join) {
        return procList.equals(join.procList()) && failedList.equals(join.failedList());
    }

    /** Whether {@code join} says nothing that is not in these sets. */
    boolean coverThoseOf(final Join join) {
        return join.procList().isSubsetOf(procList) && join.failedList().isSubsetOf(failedList);
    }

    ProcessSets withCandidate(final NodeId node) {
        return new ProcessSets(procList.plus(node), failedList);
    }

    ProcessSets withFailed(final NodeSet nodes) {
        return new ProcessSets(procList, failedList.plus(nodes));
    }

    /**
     * These sets and what {@code join} adds.
     *
     * <p>The proc lists are united. A sender that excludes us is excluded in turn. Of a sender that was in our last ring we
     * also believe whom it excludes; of a stranger we do not. Paper section 5.1. Who leaves is believed about itself.
     */
    ProcessSets merge(final Join join, final NodeId self, final NodeSet installedMembers) {
        final NodeSet merged = procList.plus(join.procList());
        if (join.failedList().contains(self) || (join.isLeave() && !installedMembers.contains(join.sender()))) {
            return new ProcessSets(merged, failedList.plus(join.sender()));
        }
        return new ProcessSets(
                merged, installedMembers.contains(join.sender()) ? failedList.plus(join.failedList()) : failedList);
    }
}
