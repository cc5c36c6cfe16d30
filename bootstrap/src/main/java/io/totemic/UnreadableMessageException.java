/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

/** Bytes that were delivered are no message that this node can read. */
public final class UnreadableMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what is wrong, and where that was seen if anywhere. */
    public UnreadableMessageException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
