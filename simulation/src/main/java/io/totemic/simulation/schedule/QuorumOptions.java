/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Draws options of votequorum that a configuration may have, and changes of operators while the run lasts. Used once. */
final class QuorumOptions {

    private static final int CHANGES_MAX = 8;
    private static final int VOTES_MAX = 3;

    private final SplittableRandom random;
    private final int nodes;
    private final long durationNs;

    QuorumOptions(final SplittableRandom random, final int nodes, final long durationNs) {
        this.random = random;
        this.nodes = nodes;
        this.durationNs = durationNs;
    }

    void addTo(final List<Step> steps, final Map<String, String> settings) {
        final int votes = chooseVotes(settings);
        final boolean isTwoNode = nodes == 2 && votes == 2 && random.nextBoolean();
        if (isTwoNode) {
            settings.put("quorum.two_node", "1");
        }
        boolean isWaitForAll = isTwoNode;
        if (random.nextInt(3) == 0) {
            isWaitForAll = random.nextInt(4) != 0;
            settings.put("quorum.wait_for_all", isWaitForAll ? "1" : "0");
        }
        final boolean isLastManStanding = random.nextInt(4) == 0;
        if (isLastManStanding) {
            settings.put("quorum.last_man_standing", "1");
            settings.put("quorum.last_man_standing_window", Integer.toString(200 + random.nextInt(3000)));
        }
        if (!isTwoNode && random.nextInt(3) == 0 && (isWaitForAll || votes % 2 == 0)) {
            settings.put("quorum.auto_tie_breaker", "1");
            chooseTieBreaker(settings);
        }
        if (random.nextInt(6) == 0) {
            settings.put("quorum.allow_downscale", "1");
        }
        if (random.nextInt(6) == 0) {
            settings.put("quorum.expected_votes_tracking", "1");
        }
        if (!isTwoNode && random.nextInt(8) == 0) {
            settings.put("quorum.expected_votes", Integer.toString(Math.max(1, votes - 1 + random.nextInt(4))));
        }
        if (random.nextInt(3) == 0) {
            for (int i = 1 + random.nextInt(CHANGES_MAX); i > 0; i--) {
                steps.add(new Step(random.nextLong(durationNs), change(votes)));
            }
        }
        if (random.nextInt(4) == 0) {
            // Half and half, which random parts seldom are.
            steps.add(new Step(random.nextLong(durationNs), halves()));
        }
    }

    private int chooseVotes(final Map<String, String> settings) {
        if (random.nextInt(3) != 0) {
            return nodes;
        }
        int sum = 0;
        for (int node = 1; node <= nodes; node++) {
            final int votes = node == 1 ? 1 : random.nextInt(VOTES_MAX + 1);
            settings.put("votes." + node, Integer.toString(votes));
            sum += votes;
        }
        return sum;
    }

    private void chooseTieBreaker(final Map<String, String> settings) {
        final int kind = random.nextInt(4);
        if (kind == 1) {
            settings.put("quorum.auto_tie_breaker_node", "highest");
        } else if (kind >= 2) {
            final List<Integer> list = new ArrayList<>();
            for (int node = 1; node <= nodes; node++) {
                list.add(node);
            }
            for (int i = list.size() - 1; i > 0; i--) {
                Collections.swap(list, i, random.nextInt(i + 1));
            }
            settings.put(
                    "quorum.auto_tie_breaker_node",
                    list.subList(0, 1 + random.nextInt(nodes)).stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")));
        }
    }

    private Action change(final int votes) {
        return switch (random.nextInt(4)) {
            case 0 -> new Action.CancelWaitForAll(anyNode());
            case 1 -> new Action.SetVotes(anyNode(), anyNode(), random.nextInt(VOTES_MAX + 1));
            default -> new Action.SetExpectedVotes(anyNode(), Math.max(1, votes - 2 + random.nextInt(4)));
        };
    }

    private Action halves() {
        final List<NodeId> one = new ArrayList<>();
        final List<NodeId> other = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            final boolean isFirst =
                    one.size() < nodes / 2 && (other.size() >= nodes - nodes / 2 || random.nextBoolean());
            (isFirst ? one : other).add(NodeId.of(node));
        }
        return new Action.Partition(List.of(NodeSet.copyOf(one), NodeSet.copyOf(other)));
    }

    private NodeId anyNode() {
        return NodeId.of(1 + random.nextInt(nodes));
    }
}
