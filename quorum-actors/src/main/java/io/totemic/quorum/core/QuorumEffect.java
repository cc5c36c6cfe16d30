/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;

/** What votequorum wants done. */
public sealed interface QuorumEffect {

    /** Calls the method of {@code handler} that is named like this effect. */
    void applyTo(Handler handler);

    /** One method for each effect, so that a new effect is a compile error where effects are applied. */
    interface Handler {
        void contribute(Contribute effect);

        void submit(Submit effect);

        void publish(Publish effect);

        void reach(Reach effect);

        void answer(Answer effect);

        void track(Track effect);
    }

    /** To the barrier: our part of the synchronisation of a ring. */
    record Contribute(RingId ringId, byte[] contribution) implements QuorumEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.contribute(this);
        }
    }

    /** To the holder: a message for the order. */
    record Submit(byte[] message) implements QuorumEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.submit(this);
        }
    }

    /** To the subscribers, and to the log. */
    record Publish(QuorumStatus status) implements QuorumEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.publish(this);
        }
    }

    /** To the barrier, which waits for it: the verdict, after a synchronisation or after messages. */
    record Reach(RingId ringId, QuorumVerdict verdict) implements QuorumEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reach(this);
        }
    }

    /** To who asked for a change. */
    record Answer(int ticket, VoteChange result) implements QuorumEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.answer(this);
        }
    }

    /** To the disk: the most votes ever expected. */
    record Track(int votes) implements QuorumEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.track(this);
        }
    }
}
