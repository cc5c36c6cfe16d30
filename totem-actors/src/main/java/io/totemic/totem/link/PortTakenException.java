/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

/** Another process holds the UDP port of this node, or the address is not one of this host. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortTakenException(final String address, final int port, final Throwable cause) {
        super("cannot bind UDP " + address + ":" + port + ": " + cause.getMessage(), cause);
    }
}
