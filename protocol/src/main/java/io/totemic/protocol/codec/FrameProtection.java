/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** What an {@link EnvelopeCodec} protects its frames with. One thread at a time. */
public interface FrameProtection {

    /** Number of the suite; stands in every envelope. */
    int suite();

    /** Name of the key that is sealed with, unless another one is asked for; 0 without one. */
    int keyId();

    /** Whether frames of this suite and this key are opened. */
    default boolean opens(final int suite, final int keyId) {
        return suite == suite() && keyId == keyId();
    }

    /**
     * Protects a frame that stands in its envelope, whose fixed part is written and names the key, and puts the tag behind it.
     *
     * @param target the only node that is to open it, of a stream to one node; else {@link EnvelopeCodec#EVERYBODY}
     */
    void seal(MutableDirectBuffer buffer, int offset, int frameLength, int target);

    /**
     * Whether an envelope is as it was sealed, and was sealed for this node.
     *
     * @param length of the envelope, at least {@link EnvelopeCodec#OVERHEAD}
     * @param frame wrapped around the plain frame, if it is; valid until the next call
     */
    boolean open(DirectBuffer buffer, int offset, int length, DirectBuffer frame);
}
