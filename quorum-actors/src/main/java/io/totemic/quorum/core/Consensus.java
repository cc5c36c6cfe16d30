/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.HypotheticalPart;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumExplanation;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tallies of all members of one configuration, as each of them keeps them. They need not agree: one may remember another lowest
 * node, or other expected votes. Corosync leaves it at that until the next change of membership, when who is quorate carries the
 * others along. Here it is done at once: the configuration is quorate if a member is, and the others take over its numbers.
 */
final class Consensus {

    private final TreeMap<NodeId, VoteTally> tallies = new TreeMap<>();

    /** Of the members with these tallies, at least one. */
    Consensus(final SortedMap<NodeId, VoteTally> tallies) {
        this.tallies.putAll(tallies);
    }

    /** All members say what they are, in the order of their ids; then all decide. */
    void synchronise(final SortedMap<NodeId, List<NodeInfo>> said) {
        for (final VoteTally tally : tallies.values()) {
            said.forEach((sender, infos) -> infos.forEach(info -> tally.onNodeInfo(sender, info)));
            tally.finishSync();
        }
        settle();
    }

    /** A message of {@code sender}, in its place in the order. */
    void onMessage(final NodeId sender, final QuorumMessage message) {
        if (message instanceof NodeInfo info) {
            tallies.values().forEach(tally -> tally.onNodeInfo(sender, info));
        } else if (message instanceof QuorumMessage.Reconfigure change) {
            tallies.values().forEach(tally -> tally.onReconfigure(change));
        } else {
            final VoteTally own = tallies.get(sender);
            if (own != null && message instanceof QuorumMessage.WindowExpired expired) {
                own.onWindowExpired(expired.window());
            } else if (own != null && message instanceof QuorumMessage.ModesChanged change) {
                own.onModesChanged(change);
            }
        }
        settle();
    }

    private void settle() {
        if (decider() == null) {
            // Nobody is quorate by its own rule any more, so who only took it over decides anew.
            tallies.values().stream().filter(VoteTally::isQuorate).forEach(VoteTally::finishSync);
        }
        final VoteTally decider = decider();
        if (decider != null) {
            for (final VoteTally tally : tallies.values()) {
                if (!tally.isQuorate()) {
                    tally.adopt(decider);
                }
            }
        }
    }

    /** The first member that is quorate by its own rule; null if none is. */
    private VoteTally decider() {
        return tallies.values().stream()
                .filter(VoteTally::isQuorateByItself)
                .findFirst()
                .orElse(null);
    }

    /** The verdict, explained by the first member that is quorate by its own rule, or else by the first of all. */
    QuorumExplanation explanation() {
        final VoteTally decider = decider();
        return (decider == null ? tallies.firstEntry().getValue() : decider).explanation();
    }

    /** The tally of a member; null if it could not be read. */
    VoteTally of(final NodeId member) {
        return tallies.get(member);
    }

    /** What would become of a part of this configuration and of nodes that are not in it; changes nothing. */
    HypotheticalPart suppose(final NodeSet part, final VoteQuorumSettings settings) {
        final TreeMap<NodeId, VoteTally> copies = new TreeMap<>();
        final TreeMap<NodeId, List<NodeInfo>> said = new TreeMap<>();
        for (final NodeId node : part) {
            final VoteTally known = tallies.get(node);
            final VoteTally copy =
                    known == null ? VoteTally.starting(settings.seenFrom(node)) : VoteTally.of(known.state());
            final int windowBefore = copy.window();
            copy.beginSync(part);
            if (copy.window() == windowBefore) {
                copy.closeWindow();
            }
            copies.put(node, copy);
            said.put(node, List.of(copy.nodeInfo(), copy.deviceInfo()));
        }
        final Consensus supposed = new Consensus(copies);
        supposed.synchronise(said);
        final QuorumExplanation atOnce = supposed.explanation();
        Optional<QuorumExplanation> afterWindow = Optional.empty();
        if (copies.values().stream().anyMatch(VoteTally::isWindowOpen)) {
            copies.forEach((node, copy) -> supposed.onMessage(node, new QuorumMessage.WindowExpired(copy.window())));
            afterWindow = Optional.of(supposed.explanation());
        }
        return new HypotheticalPart(part, atOnce, afterWindow);
    }
}
