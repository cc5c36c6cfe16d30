/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.List;

/** What went into the vote counter of one node, or came out of it, in the order in which the node did it. */
public sealed interface VoteEvent {

    /** Whether the node was given this; else it came out of the node. */
    default boolean isInput() {
        return true;
    }

    /**
     * A membership begins.
     *
     * @param ringNode first member in the order of the partition
     * @param ringSequence grows by 4 with each membership of a partition
     * @param members in the order of the partition, which is not sorted
     */
    record SyncStarted(int ringNode, long ringSequence, List<Integer> members) implements VoteEvent {
        public SyncStarted {
            members = List.copyOf(members);
        }
    }

    /** A message about votes arrives, perhaps the node's own. */
    record Heard(int sender, NodeInfo info) implements VoteEvent {}

    /** Another message of the vote counters arrives. */
    record HeardOther(int sender, int function) implements VoteEvent {}

    /** So much time passes that the window of last man standing is over, if it was open. Not seen but put in after the wait. */
    record WindowPassed() implements VoteEvent {}

    /** The node multicasts what it knows of itself or of its device. */
    record Sent(NodeInfo info) implements VoteEvent {
        @Override
        public boolean isInput() {
            return false;
        }
    }

    /** The node multicasts another message. */
    record SentOther(int function) implements VoteEvent {
        @Override
        public boolean isInput() {
            return false;
        }
    }

    /** The node tells its clients: at the end of each membership change, and when the verdict changes outside one. */
    record Told(boolean quorate, int ringNode, long ringSequence, List<Integer> members) implements VoteEvent {
        public Told {
            members = List.copyOf(members);
        }

        @Override
        public boolean isInput() {
            return false;
        }
    }
}
