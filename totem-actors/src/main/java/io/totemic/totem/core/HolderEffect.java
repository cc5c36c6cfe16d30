/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import java.util.List;

/** What the token holder wants done. */
public sealed interface HolderEffect {

    /** Calls the method of {@code handler} that is named like this effect. */
    void applyTo(Handler handler);

    /** One method for each effect, so that a new effect is a compile error where effects are applied. */
    interface Handler {
        void multicast(Multicast effect);

        void sendToken(SendToken effect);

        void originated(Originated effect);

        void passSeal(PassSeal effect);

        void reportFirstToken(ReportFirstToken effect);

        void reportTokenLost(ReportTokenLost effect);

        void reportFailedToReceive(ReportFailedToReceive effect);

        void reportRecoveryComplete(ReportRecoveryComplete effect);

        void sendMergeDetect(SendMergeDetect effect);

        void sendTokenHoldCancel(SendTokenHoldCancel effect);

        void returnCredit(ReturnCredit effect);

        void warnTokenLate(WarnTokenLate effect);

        void logRetransmitList(LogRetransmitList effect);
    }

    /** Send these frames to all peers. */
    record Multicast(List<RegularMessage> frames) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.multicast(this);
        }
    }

    /** Unicast; the target may be ourselves. */
    record SendToken(NodeId target, OrfToken token) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.sendToken(this);
        }
    }

    /** To the tracker: frames numbered in this visit. */
    record Originated(RingId ringId, List<RegularMessage> frames) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.originated(this);
        }
    }

    /** To the tracker, behind everything numbered. */
    record PassSeal(RingId attempt) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.passSeal(this);
        }
    }

    /** To the membership protocol. */
    record ReportFirstToken(RingId ringId) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reportFirstToken(this);
        }
    }

    /** To the membership protocol. */
    record ReportTokenLost(RingId ringId) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reportTokenLost(this);
        }
    }

    /** To the membership protocol. */
    record ReportFailedToReceive(RingId ringId) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reportFailedToReceive(this);
        }
    }

    /** To the membership protocol. */
    record ReportRecoveryComplete(RingId ringId) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reportRecoveryComplete(this);
        }
    }

    /** Broadcast. */
    record SendMergeDetect(MergeDetect message) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.sendMergeDetect(this);
        }
    }

    /** Broadcast. */
    record SendTokenHoldCancel(TokenHoldCancel message) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.sendTokenHoldCancel(this);
        }
    }

    /** To the services: so many bytes have left the queue. */
    record ReturnCredit(long bytes) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.returnCredit(this);
        }
    }

    /** For the log. */
    record WarnTokenLate(long lateNs) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.warnTokenLate(this);
        }
    }

    /** For the log: the retransmit list as it arrived. */
    record LogRetransmitList(int[] seqs) implements HolderEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.logRetransmitList(this);
        }
    }
}
