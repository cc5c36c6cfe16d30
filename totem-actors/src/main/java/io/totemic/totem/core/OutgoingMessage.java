/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.Guarantee;

/**
 * A message on its way into the order.
 *
 * @param service who sends it and gets its credit back
 * @param guarantee what its delivery says about the other members
 * @param body what is delivered; must not change any more
 */
public record OutgoingMessage(ServiceId service, Guarantee guarantee, byte[] body) {

    /** Longest body in bytes: a payload of 1 MiB and the header of its service. */
    public static final int BODY_MAX_BYTES = 1024 * 1024 + 64;

    public OutgoingMessage {
        if (body.length > BODY_MAX_BYTES) {
            throw new IllegalArgumentException("body is " + body.length + " bytes, must be at most " + BODY_MAX_BYTES);
        }
    }

    /** An agreed message. */
    public OutgoingMessage(final ServiceId service, final byte[] body) {
        this(service, Guarantee.AGREED, body);
    }

    boolean isSafe() {
        return guarantee == Guarantee.SAFE;
    }
}
