/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

/** The bits in which a node says more of itself, as in Corosync's nodeinfo. */
public final class NodeFlags {

    /** It considers itself quorate. */
    public static final int QUORATE = 1;

    /** It goes, and says so; only with allow_downscale. */
    public static final int LEAVING = 2;

    /** It still waits for all. */
    public static final int WAITING_FOR_ALL = 4;

    /** It has never been in a configuration with others. */
    public static final int FIRST = 8;

    /** A device is registered on it. */
    public static final int DEVICE_REGISTERED = 16;

    /** That device polled in time. */
    public static final int DEVICE_ALIVE = 32;

    /** Its last poll cast the device's votes. */
    public static final int DEVICE_CAST_VOTE = 64;

    /** It asked that the node it votes for may go on without quorum. */
    public static final int DEVICE_MASTER_WINS = 128;

    static final int DEVICE = DEVICE_REGISTERED | DEVICE_ALIVE | DEVICE_CAST_VOTE | DEVICE_MASTER_WINS;

    private NodeFlags() {}
}
