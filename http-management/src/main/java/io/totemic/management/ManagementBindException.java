/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

/** The HTTP server could not listen; the message names the address and why, for instance that it is in use. */
public final class ManagementBindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ManagementBindException(final String address, final String reason, final Throwable cause) {
        super("cannot serve HTTP on " + address + ": " + reason, cause);
    }
}
