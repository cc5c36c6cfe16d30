/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

/**
 * A message on its way into the order.
 *
 * @param service who sends it and gets its credit back
 * @param body what is delivered; must not change any more
 */
public record OutgoingMessage(ServiceId service, byte[] body) {

    /** Longest body in bytes. */
    public static final int BODY_MAX_BYTES = 1024 * 1024;

    public OutgoingMessage {
        if (body.length > BODY_MAX_BYTES) {
            throw new IllegalArgumentException("body is " + body.length + " bytes, must be at most " + BODY_MAX_BYTES);
        }
    }
}
