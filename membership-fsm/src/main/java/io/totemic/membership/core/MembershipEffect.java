/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;

/** What the membership protocol wants done. */
public sealed interface MembershipEffect {

    /** Calls the method of {@code handler} that is named like this effect. */
    void applyTo(Handler handler);

    /** One method for each effect, so that a new effect is a compile error where effects are applied. */
    interface Handler {
        void sendJoin(SendJoin effect);

        void sendCommitToken(SendCommitToken effect);

        void sendMergeDetect(SendMergeDetect effect);

        void linkFaultFound(LinkFaultFound effect);

        void heldOff(HeldOff effect);

        void persistRingSeq(PersistRingSeq effect);

        void suspend(Suspend effect);

        void seal(Seal effect);

        void recover(Recover effect);

        void startToken(StartToken effect);

        void install(Install effect);

        void stateEntered(StateEntered effect);
    }

    /** Broadcast, to ourselves as well. */
    record SendJoin(Join join) implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.sendJoin(this);
        }
    }

    /** Unicast; the target may be ourselves. */
    record SendCommitToken(NodeId target, CommitToken token) implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.sendCommitToken(this);
        }
    }

    /** Broadcast: whom this node hears. */
    record SendMergeDetect(MergeDetect message) implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.sendMergeDetect(this);
        }
    }

    /** For the log and the counters: a link that keeps rings apart. */
    record LinkFaultFound(LinkFault fault) implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.linkFaultFound(this);
        }
    }

    /** For the log: the node was lost so often that it is not tried again for so many ns. */
    record HeldOff(NodeId node, long holdNs) implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.heldOff(this);
        }
    }

    /** Store the sequence durably, then answer with {@code onRingSeqPersisted}. */
    record PersistRingSeq(long seq) implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.persistRingSeq(this);
        }
    }

    /** Stop tokens and delivery; go on storing frames of the old ring. */
    record Suspend() implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.suspend(this);
        }
    }

    /** Take no more of the old ring; answer with {@code onSealReport}. */
    record Seal(RingId attempt) implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.seal(this);
        }
    }

    /** Begin the recovery rotations. */
    record Recover(RecoveryPlan plan) implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.recover(this);
        }
    }

    /** Create the ring's token: all members are in RECOVERY. */
    record StartToken(RingId ringId) implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.startToken(this);
        }
    }

    /** Deliver the tail of the old ring and both configurations; originate on the new ring. */
    record Install(RecoveryPlan plan) implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.install(this);
        }
    }

    /**
     * For the log and the counters.
     *
     * @param state the state entered
     * @param reason why, null unless it is GATHER
     * @param ringId the current ring id, in COMMIT and RECOVERY that of the attempt
     * @param joined members that joined, empty unless it is OPERATIONAL
     * @param left members that left, empty unless it is OPERATIONAL
     * @param failed those of {@code left} that sent no LEAVE
     */
    record StateEntered(
            StateName state, GatherReason reason, RingId ringId, NodeSet joined, NodeSet left, NodeSet failed)
            implements MembershipEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.stateEntered(this);
        }
    }
}
