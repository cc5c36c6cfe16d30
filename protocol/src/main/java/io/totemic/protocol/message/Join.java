/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;

/**
 * A node's view of the next ring: candidates, and who is excluded. With {@code isLeave} the sender announces that it goes;
 * it then stands in the failed list.
 *
 * @param sender who says so
 * @param procList candidates for the next ring
 * @param failedList excluded
 * @param ringSeq sequence of the sender's current ring
 * @param isLeave whether the sender leaves
 */
public record Join(NodeId sender, NodeSet procList, NodeSet failedList, long ringSeq, boolean isLeave)
        implements TotemMessage {}
