/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * A configured node that is not in the ring.
 *
 * @param node address of the node
 * @param observedBy the members of the ring, who agreed on it; only the answering node before the first ring
 */
@JsonPropertyOrder({"node", "observedBy"})
public record UnreachableView(String node, List<String> observedBy) {

    public UnreachableView {
        observedBy = List.copyOf(observedBy);
    }
}
