/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.Nonce;

/** What the {@link EpochGate} wants sent. */
public sealed interface GateEffect {

    /** Calls the method of {@code handler} that is named like this effect. */
    void applyTo(Handler handler);

    /** One method for each effect. */
    interface Handler {
        void sendChallenge(SendChallenge effect);

        void sendAnswer(SendAnswer effect);

        void repeatJoin(RepeatJoin effect);
    }

    /** Asks a peer to prove that it is there; sealed with a key that the peer has. */
    record SendChallenge(NodeId peer, Nonce nonce, int keyId) implements GateEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.sendChallenge(this);
        }
    }

    /** Proves to a peer that this node is there; sealed with a key that the peer has. */
    record SendAnswer(NodeId peer, Nonce nonce, int keyId) implements GateEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.sendAnswer(this);
        }
    }

    /** Sends the last JOIN once more, to a peer that could not take it: with it the peer need not wait for the next. */
    record RepeatJoin(NodeId peer) implements GateEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.repeatJoin(this);
        }
    }
}
