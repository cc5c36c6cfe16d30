/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

import io.totemic.cpg.core.CpgMessage;
import io.totemic.protocol.NodeId;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;

/** Draws what further members of groups do in a run. Used once. */
final class GroupWork {

    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final long BEGIN_NS = 100 * MS;
    private static final long INTERVAL_NS = 500 * MS;

    /** One run of so many is without further members. */
    private static final int RUNS_WITHOUT = 4;

    /** One run of so many has nodes with little patience for slow members. */
    private static final int IMPATIENT_ONES = 3;

    /** One run of so many has a message that is too large for one. */
    private static final int LARGE_ONES = 6;

    private static final int GROUPS_MAX = 3;
    private static final int WINDOW_MAX_BYTES = 64 * 1024;
    private static final int SMALL_WINDOW_MAX_BYTES = 2_000;
    private static final int SENT_MAX_BYTES = 20_000;

    private final SplittableRandom random;
    private final int nodes;
    private final long durationNs;
    private final boolean isFaulty;
    private final int groups;
    private boolean isImpatient;

    GroupWork(final SplittableRandom random, final int nodes, final long durationNs, final boolean isFaulty) {
        this.random = random;
        this.nodes = nodes;
        this.durationNs = durationNs;
        this.isFaulty = isFaulty;
        groups = 2 + random.nextInt(GROUPS_MAX - 1);
    }

    /** Without faults every member keeps up; large messages need a ring that is fast. */
    void addTo(final List<Step> steps, final SortedMap<String, String> totem, final boolean isFast) {
        if (random.nextInt(RUNS_WITHOUT) == 0 || durationNs <= BEGIN_NS) {
            return;
        }
        if (isFaulty && random.nextInt(IMPATIENT_ONES) == 0) {
            isImpatient = true;
            final int nodeBytes = 1_000 + random.nextInt(8_000);
            totem.put(
                    Scenario.GROUP_LIMITS,
                    nodeBytes + "/" + nodeBytes * (2 + random.nextInt(3)) + "/" + (500 + random.nextInt(3_000)));
        }
        for (int node = 1; node <= nodes; node++) {
            for (int group = 1; group <= groups; group++) {
                for (int members = random.nextInt(3); members > 0; members--) {
                    add(steps, BEGIN_NS + random.nextLong(SECOND), join(NodeId.of(node), group));
                }
            }
        }
        for (long at = BEGIN_NS + random.nextLong(INTERVAL_NS); at < durationNs; at += random.nextLong(INTERVAL_NS)) {
            add(steps, at, any());
        }
        if (isFaulty && isFast && random.nextInt(LARGE_ONES) == 0) {
            large(steps);
        }
    }

    private Action any() {
        final NodeId node = anyNode();
        final int which = random.nextInt(GROUPS_MAX * GROUPS_MAX);
        final int kind = random.nextInt(100);
        if (kind < 30) {
            return join(node, 1 + random.nextInt(groups));
        } else if (kind < 40) {
            return new Action.LeaveMember(node, which);
        } else if (kind < 46) {
            return new Action.KillMember(node, which);
        } else if (kind < 54 && isFaulty) {
            return new Action.StallMember(node, which, random.nextLong(isImpatient ? 8 * SECOND : 2 * SECOND));
        }
        return new Action.SendFrom(node, which, 1 + random.nextInt(isImpatient ? 40 : 20), SENT_MAX_BYTES);
    }

    private Action join(final NodeId node, final int group) {
        final long windowBytes = random.nextInt(4) == 0
                ? 0
                : 1 + random.nextInt(isImpatient ? SMALL_WINDOW_MAX_BYTES : WINDOW_MAX_BYTES);
        final long paceNs = !isFaulty || random.nextBoolean() ? 0 : random.nextLong(200 * MS);
        return new Action.JoinMember(node, group, windowBytes, paceNs);
    }

    /** While it is on its way others join, and perhaps its sender leaves or dies. */
    private void large(final List<Step> steps) {
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            final long at = SECOND + random.nextLong(Math.max(1, durationNs * 2 / 3));
            final NodeId node = anyNode();
            final int which = random.nextInt(GROUPS_MAX * GROUPS_MAX);
            add(steps, at, join(node, 1 + random.nextInt(groups)));
            final long sentAt = at + 50 * MS;
            final int bytes = CpgMessage.PIECE_MAX_BYTES + 1 + random.nextInt(2 * CpgMessage.PIECE_MAX_BYTES);
            add(steps, sentAt, new Action.SendFrom(node, which, 1 + random.nextInt(3), bytes));
            for (int joins = random.nextInt(2 * groups); joins > 0; joins--) {
                add(steps, sentAt + random.nextLong(200 * MS), join(anyNode(), 1 + random.nextInt(groups)));
            }
            switch (random.nextInt(4)) {
                case 0 -> add(steps, sentAt + random.nextLong(200 * MS), new Action.LeaveMember(node, which));
                case 1 -> add(steps, sentAt + random.nextLong(200 * MS), new Action.KillMember(node, which));
                default -> {}
            }
        }
    }

    private NodeId anyNode() {
        return NodeId.of(1 + random.nextInt(nodes));
    }

    private void add(final List<Step> steps, final long at, final Action action) {
        steps.add(new Step(Math.min(durationNs, at), action));
    }
}
