/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

/** Why a frame from outside was dropped; each has a counter. */
public enum FrameFault {
    /** Shorter than its envelope, or longer than any frame. */
    ENVELOPE_LENGTH,
    /** Envelope version that this version cannot read. */
    ENVELOPE_VERSION,
    /** Protection suite or key id that is not ours. */
    ENVELOPE_KEY,
    /** Frame of another cluster. */
    CLUSTER,
    /** Transmitter that is not in the nodelist, or ourselves. */
    TRANSMITTER,
    /** Tag does not match: damaged, forged, or sealed with another key. */
    TAG,
    /** Genuine, but of an epoch whose transmitter has not proved yet that it is there. */
    EPOCH,
    /** Genuine, but taken before, or older than anything that may still be on its way. */
    REPLAY,
    /** A challenge or an answer that is not for this node, or an answer to what was not asked. */
    HANDSHAKE,
    /** Header without the magic number in either byte order. */
    MAGIC,
    /** Protocol version other than 3. */
    VERSION,
    /** Unknown frame type. */
    TYPE,
    /** Shorter or longer than its fields say. */
    LENGTH,
    /** A count, index or id outside its range. */
    RANGE,
    /** Genuine, but in the name of another node than its transmitter, and no frame that anybody may send again. */
    SENDER
}
