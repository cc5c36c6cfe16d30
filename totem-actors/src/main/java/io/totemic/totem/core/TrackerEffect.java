/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.membership.core.RecoveryPlan;
import io.totemic.membership.core.SealReport;
import io.totemic.protocol.Configuration;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.RegularMessage;
import java.util.List;

/** What the retransmit tracker wants done. */
public sealed interface TrackerEffect {

    /** Calls the method of {@code handler} that is named like this effect. */
    void applyTo(Handler handler);

    /** One method for each effect, so that a new effect is a compile error where effects are applied. */
    interface Handler {
        void retransmit(Retransmit effect);

        void passToken(PassToken effect);

        void passSuspend(PassSuspend effect);

        void passRecover(PassRecover effect);

        void passStartToken(PassStartToken effect);

        void passInstall(PassInstall effect);

        void reportSeal(ReportSeal effect);

        void reportForeign(ReportForeign effect);

        void noteHeld(NoteHeld effect);

        void deliver(Deliver effect);

        void deliverConfiguration(DeliverConfiguration effect);

        void reportSlowReceiver(ReportSlowReceiver effect);

        void reportCaughtUp(ReportCaughtUp effect);

        void reportSlowMember(ReportSlowMember effect);

        void reportPromptMember(ReportPromptMember effect);
    }

    /** Multicast these frames again, unchanged. */
    record Retransmit(List<RegularMessage> frames) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.retransmit(this);
        }
    }

    /** To the holder: the token, and what the tracker has done with it. */
    record PassToken(TokenArrival arrival) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.passToken(this);
        }
    }

    /** To the holder and to the sync barrier. */
    record PassSuspend() implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.passSuspend(this);
        }
    }

    /** To the holder, with the old frames that are to be sent again. */
    record PassRecover(RecoveryPlan plan, List<OldFrame> encapsulated) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.passRecover(this);
        }
    }

    /** To the holder. */
    record PassStartToken(RingId ringId) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.passStartToken(this);
        }
    }

    /** To the holder. */
    record PassInstall(RecoveryPlan plan) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.passInstall(this);
        }
    }

    /** To the membership protocol. */
    record ReportSeal(SealReport report) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reportSeal(this);
        }
    }

    /** To the membership protocol: somebody sends on another ring. */
    record ReportForeign(NodeId from, RingId ringId) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reportForeign(this);
        }
    }

    /** A safe frame is here now. */
    record NoteHeld(RegularMessage frame) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.noteHeld(this);
        }
    }

    /** To the sync barrier: frames in the order of {@code ringId}. */
    record Deliver(List<RegularMessage> frames) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.deliver(this);
        }
    }

    /** To the sync barrier, in one stream with the frames. */
    record DeliverConfiguration(Configuration configuration) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.deliverConfiguration(this);
        }
    }

    /** For the log: the ring waits for {@code node}, which is so many frames behind. */
    record ReportSlowReceiver(NodeId node, int framesBehind) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reportSlowReceiver(this);
        }
    }

    /** For the log: the ring waits for {@code node} no longer. */
    record ReportCaughtUp(NodeId node, int mostFramesBehind, long afterNs) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reportCaughtUp(this);
        }
    }

    /** For the log: the token takes so long at {@code node}, on average. */
    record ReportSlowMember(NodeId node, long delayNs) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reportSlowMember(this);
        }
    }

    /** For the log: {@code node} is slow no longer, or there is too little traffic to tell. */
    record ReportPromptMember(NodeId node, long afterNs) implements TrackerEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reportPromptMember(this);
        }
    }
}
