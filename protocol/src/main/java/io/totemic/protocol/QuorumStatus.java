/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What votequorum of one node says of the configuration it is in.
 *
 * @param verdict what is decided
 * @param ringId on which ring, null before the first
 * @param members of that ring
 * @param explanation why; of the last decision while the verdict is pending
 * @param nodes all that were ever seen, ascending
 * @param modes the options that are on, as this node has them
 */
public record QuorumStatus(
        QuorumVerdict verdict,
        RingId ringId,
        NodeSet members,
        QuorumExplanation explanation,
        List<Node> nodes,
        Set<Mode> modes) {

    /** The options. */
    public enum Mode {
        TWO_NODE,
        WAIT_FOR_ALL,
        LAST_MAN_STANDING,
        AUTO_TIE_BREAKER,
        ALLOW_DOWNSCALE,
        EXPECTED_VOTES_TRACKING,
        QUORUM_DEVICE
    }

    /** Whether a node counts, with Corosync's numbers. */
    public enum NodeState {
        MEMBER(1),
        DEAD(2),
        LEAVING(3);

        private final int number;

        NodeState(final int number) {
            this.number = number;
        }

        /** The number on the wire. */
        public int number() {
            return number;
        }

        /** The state of a number, null if there is none. */
        public static NodeState of(final int number) {
            return number >= 1 && number <= values().length ? values()[number - 1] : null;
        }
    }

    /** What a node says of itself, with Corosync's bits. */
    public enum Flag {
        QUORATE(1),
        LEAVING(2),
        WAITING_FOR_ALL(4),
        FIRST(8),
        DEVICE_REGISTERED(16),
        DEVICE_ALIVE(32),
        DEVICE_CAST_VOTE(64),
        DEVICE_MASTER_WINS(128);

        private final int bit;

        Flag(final int bit) {
            this.bit = bit;
        }

        /** The flags of a mask. */
        static Set<Flag> of(final int mask) {
            final EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
            for (final Flag flag : values()) {
                if ((mask & flag.bit) != 0) {
                    flags.add(flag);
                }
            }
            return flags;
        }
    }

    /**
     * What is known of one node.
     *
     * @param node which
     * @param state whether it counts
     * @param votes its votes
     * @param expectedVotes what it expects the complete cluster to have
     * @param flags what it said of itself last
     */
    public record Node(NodeId node, NodeState state, int votes, int expectedVotes, Set<Flag> flags) {

        public Node {
            flags = Collections.unmodifiableSet(flags.isEmpty() ? EnumSet.noneOf(Flag.class) : EnumSet.copyOf(flags));
        }

        /** With the flags of a mask as on the wire. */
        public static Node of(
                final NodeId node, final NodeState state, final int votes, final int expectedVotes, final int mask) {
            return new Node(node, state, votes, expectedVotes, Flag.of(mask));
        }
    }

    public QuorumStatus {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(explanation, "explanation");
        nodes = List.copyOf(nodes);
        modes = Collections.unmodifiableSet(modes.isEmpty() ? EnumSet.noneOf(Mode.class) : EnumSet.copyOf(modes));
    }

    /** The same while nothing is decided for the configuration to come. */
    public QuorumStatus pending() {
        return new QuorumStatus(verdict.pending(), ringId, members, explanation, nodes, modes);
    }
}
