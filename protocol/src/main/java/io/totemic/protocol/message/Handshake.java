/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

import io.totemic.protocol.NodeId;

/**
 * Frames by which a node finds out whether an epoch is that of a peer that is there now. They travel in envelopes like all
 * frames, on the control stream, and no room sees them.
 */
public sealed interface Handshake {

    /** The node that is asked or answered. */
    NodeId target();

    /** What is answered. */
    Nonce nonce();

    /** Whoever is {@code target} is to answer with this nonce. */
    record Challenge(NodeId target, Nonce nonce) implements Handshake {}

    /**
     * The answer to a challenge. Its own epoch is the one that is proved.
     *
     * @param target who challenged
     * @param nonce that of the challenge
     * @param nextData number of the next frame that the answering node will send on the data stream
     * @param nextToken the same of the token stream
     * @param nextControl the same of the control stream; this answer is the one before it
     * @param keys with which keys the answering node seals
     */
    record Answer(NodeId target, Nonce nonce, long nextData, long nextToken, long nextControl, KeyState keys)
            implements Handshake {}
}
