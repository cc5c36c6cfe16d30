/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

/** The services whose messages travel in the order, with Corosync's numbers; 14, the change of keys, and 15, the sync
 * barrier, are ours. */
public enum ServiceId {
    CMAP(0),
    CPG(2),
    VOTEQUORUM(5),
    KEYS(14),
    SYNC(15);

    private final int number;

    ServiceId(final int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The service of a number, null if there is none. */
    public static ServiceId of(final int number) {
        return switch (number) {
            case 0 -> CMAP;
            case 2 -> CPG;
            case 5 -> VOTEQUORUM;
            case 14 -> KEYS;
            case 15 -> SYNC;
            default -> null;
        };
    }
}
