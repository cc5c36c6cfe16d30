/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

/** A message cannot be sent: it cannot be written as bytes, or holds something that means nothing on another node. */
public final class UnsendableMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what is wrong, and where that was seen if anywhere. */
    public UnsendableMessageException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
