/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.totemic.protocol.HypotheticalPart;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumLease;
import io.totemic.protocol.QuorumStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Body of {@code GET /cluster/quorum}.
 *
 * @param state {@code pending} while a configuration is being formed, {@code quorate} or {@code not quorate}
 * @param verdict the last one that was decided, and why
 * @param leaseMs how long it may be relied on without hearing from anybody; 0 if not at all
 * @param ringId of the configuration, null before the first
 * @param members of it
 * @param modes options that are on, in lower case with hyphens
 * @param nodes all that were ever seen
 * @param parts of the split that was asked for, if one was
 */
@JsonPropertyOrder({"state", "verdict", "leaseMs", "ringId", "members", "modes", "nodes", "parts"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuorumStatusView(
        String state,
        VerdictView verdict,
        long leaseMs,
        String ringId,
        List<Long> members,
        List<String> modes,
        List<Node> nodes,
        List<Part> parts) {

    /** One node. */
    @JsonPropertyOrder({"nodeId", "state", "votes", "expectedVotes", "flags"})
    public record Node(long nodeId, String state, int votes, int expectedVotes, List<String> flags) {}

    /** One part of a split; {@code afterWindow} is the verdict after last_man_standing_window, where one would run. */
    @JsonPropertyOrder({"nodes", "verdict", "afterWindow"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Part(List<Long> nodes, VerdictView verdict, VerdictView afterWindow) {

        static Part of(final HypotheticalPart part) {
            return new Part(
                    numbers(part.nodes()),
                    VerdictView.of(part.atOnce()),
                    part.afterWindow().map(VerdictView::of).orElse(null));
        }
    }

    static QuorumStatusView of(
            final QuorumStatus status, final QuorumLease lease, final List<HypotheticalPart> supposed) {
        return new QuorumStatusView(
                QuorumView.of(status.verdict()).state(),
                VerdictView.of(status.explanation()),
                lease.remaining().toMillis(),
                status.ringId() == null ? null : status.ringId().toString(),
                numbers(status.members()),
                words(status.modes()),
                status.nodes().stream()
                        .map(node -> new Node(
                                node.node().unsigned(),
                                VerdictView.word(node.state()),
                                node.votes(),
                                node.expectedVotes(),
                                words(node.flags())))
                        .toList(),
                supposed == null ? null : supposed.stream().map(Part::of).toList());
    }

    private static List<String> words(final Set<? extends Enum<?>> constants) {
        return constants.stream().map(VerdictView::word).toList();
    }

    private static List<Long> numbers(final NodeSet nodes) {
        final List<Long> numbers = new ArrayList<>();
        for (final NodeId node : nodes) {
            numbers.add(node.unsigned());
        }
        return numbers;
    }
}
