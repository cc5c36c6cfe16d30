/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

/** How one message frame reaches all nodes. */
public enum DataDestination {
    /** One datagram for each node; works on every network. */
    MULTI_DESTINATION,
    /** One datagram to a multicast group; the network must carry multicast. */
    MULTICAST
}
