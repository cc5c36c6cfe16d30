/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * One member of the ring in {@link MembersView}.
 *
 * @param node address of the node
 * @param nodeUid its id as text
 * @param status always {@code Up}: a ring has no members on their way in or out
 * @param roles always empty
 * @param nodeId its id, an unsigned 32-bit number
 * @param name host name from the nodelist, empty if it has none
 * @param addresses addresses from the nodelist, the index is the link
 * @param votes configured votes
 */
@JsonPropertyOrder({"node", "nodeUid", "status", "roles", "nodeId", "name", "addresses", "votes"})
public record MemberView(
        String node,
        String nodeUid,
        String status,
        List<String> roles,
        long nodeId,
        String name,
        List<String> addresses,
        int votes) {

    public MemberView {
        roles = List.copyOf(roles);
        addresses = List.copyOf(addresses);
    }
}
