/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.Guarantee;
import java.util.Arrays;

/**
 * A message on its way into the order.
 *
 * @param service who sends it and gets its credit back
 * @param guarantee what its delivery says about the other members
 * @param header what is delivered before the body; must not change any more, and may be that of other messages too
 * @param body what is delivered; must not change any more
 */
public record OutgoingMessage(ServiceId service, Guarantee guarantee, byte[] header, byte[] body) {

    /** Longest header and body in bytes: a payload of 1 MiB and the header of its service. */
    public static final int BODY_MAX_BYTES = 1024 * 1024 + 64;

    private static final byte[] NO_HEADER = {};

    public OutgoingMessage {
        if (header.length + body.length > BODY_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "body is " + (header.length + body.length) + " bytes, must be at most " + BODY_MAX_BYTES);
        }
    }

    /** A message without a header of its own. */
    public OutgoingMessage(final ServiceId service, final Guarantee guarantee, final byte[] body) {
        this(service, guarantee, NO_HEADER, body);
    }

    /** An agreed message without a header of its own. */
    public OutgoingMessage(final ServiceId service, final byte[] body) {
        this(service, Guarantee.AGREED, body);
    }

    /** Bytes that are delivered: header and body. */
    public int lengthBytes() {
        return header.length + body.length;
    }

    /** A copy of what is delivered: header and body. */
    public byte[] bytes() {
        final byte[] bytes = Arrays.copyOf(header, lengthBytes());
        System.arraycopy(body, 0, bytes, header.length, body.length);
        return bytes;
    }

    boolean isSafe() {
        return guarantee == Guarantee.SAFE;
    }
}
