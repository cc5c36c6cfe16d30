/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

/**
 * One request, as it stands in a message.
 *
 * @param request its number, of its sender's
 * @param isRead it changes nothing and has no command
 * @param command bytes of the command, not to be changed
 */
public record Entry(long request, boolean isRead, byte[] command) {

    private static final byte[] NOTHING = new byte[0];

    /** Bytes of its encoding besides the command. */
    static final int OVERHEAD_BYTES = Long.BYTES + 1 + Integer.BYTES;

    static Entry read(final long request) {
        return new Entry(request, true, NOTHING);
    }

    static Entry write(final long request, final byte[] command) {
        return new Entry(request, false, command);
    }

    int bytes() {
        return OVERHEAD_BYTES + command.length;
    }
}
