/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

/** How data frames reach all peers. Closed: {@link MultiDestination} and {@link Multicast}. */
public sealed interface DataDestination {

    /** One datagram per peer and frame; works on every network. */
    record MultiDestination() implements DataDestination {}

    /**
     * One datagram per frame, to a group that all nodes join.
     *
     * @param group IPv4 or IPv6 multicast address, odd in its last octet: the even one below it is Aeron's for control
     * @param port UDP port of the group, 1..65535; other than the node's own port, since the group's socket is bound to
     *     all addresses of the host and shared by its nodes
     */
    record Multicast(String group, int port) implements DataDestination {}
}
