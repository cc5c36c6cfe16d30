/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys.core;

import io.totemic.protocol.Guarantee;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.KeyState;

/** What the agreement on keys wants done. */
public sealed interface KeyEffect {

    /** Calls the method of {@code handler} that is named like this effect. */
    void applyTo(Handler handler);

    /** One method for each effect, so that a new effect is a compile error where effects are applied. */
    interface Handler {
        void contribute(Contribute effect);

        void submit(Submit effect);

        void activate(Activate effect);

        void drop(Drop effect);

        void store(Store effect);

        void close(Close effect);

        void answer(Answer effect);

        void log(Log effect);
    }

    /** To the barrier: our part of the synchronisation of a ring. */
    record Contribute(RingId ringId, byte[] contribution) implements KeyEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.contribute(this);
        }
    }

    /** To the holder: a message for the order. */
    record Submit(byte[] message, Guarantee guarantee) implements KeyEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.submit(this);
        }
    }

    /** To the key ring: seal with this key. */
    record Activate(int keyId) implements KeyEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.activate(this);
        }
    }

    /** To the key ring, which does not seal with it any more, and to the key files: this key is gone. */
    record Drop(int keyId) implements KeyEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.drop(this);
        }
    }

    /** To the disk, and to the answers to challenges: how far this node is. */
    record Store(KeyState state) implements KeyEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.store(this);
        }
    }

    /** To the epochs: these peers prove anew that they are there. */
    record Close(NodeSet peers) implements KeyEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.close(this);
        }
    }

    /** To who asked for a change. */
    record Answer(int ticket, KeyChange result) implements KeyEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.answer(this);
        }
    }

    /** To the log. */
    record Log(boolean isWarning, String sentence) implements KeyEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.log(this);
        }
    }
}
