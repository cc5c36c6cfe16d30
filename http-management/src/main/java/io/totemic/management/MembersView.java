/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * Body of {@code GET /cluster/members}: the fields of Pekko Management's cluster route, then ours.
 *
 * @param selfNode the node that answers
 * @param members the installed configuration, empty before the first ring
 * @param unreachable configured nodes outside it
 * @param leader representative of the ring, null before the first ring
 * @param oldest the same node: a ring has no older member that matters
 * @param oldestPerRole empty, since nodes have no roles
 * @param ringId {@code rep.seq} with the sequence in hexadecimal, null before the first ring
 * @param state OPERATIONAL, GATHER, COMMIT or RECOVERY
 * @param quorum the verdict of the tally
 */
@JsonPropertyOrder({
    "selfNode",
    "members",
    "unreachable",
    "leader",
    "oldest",
    "oldestPerRole",
    "ringId",
    "state",
    "quorum"
})
public record MembersView(
        String selfNode,
        List<MemberView> members,
        List<UnreachableView> unreachable,
        String leader,
        String oldest,
        Map<String, String> oldestPerRole,
        String ringId,
        String state,
        QuorumView quorum) {

    public MembersView {
        members = List.copyOf(members);
        unreachable = List.copyOf(unreachable);
        oldestPerRole = Map.copyOf(oldestPerRole);
    }
}
