/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.BitUtil;

/**
 * What one node's link over Aeron needs to know.
 *
 * @param self this node; must stand in {@code addresses}
 * @param addresses host name or address literal of every node of the nodelist; names are resolved once
 * @param port UDP port of every node, 1..65535
 * @param netmtuBytes largest datagram including IP and UDP headers, 1280..65535
 * @param windowBytes most that one sender may have outstanding, 1..64 MiB; the receive window is at least this
 * @param dataDestination how data frames reach the peers
 * @param driverDirectory parent of the driver's directory; empty for {@code /dev/shm}, or the temporary directory if
 *     that is missing or too small
 */
public record AeronLinkSettings(
        NodeId self,
        SortedMap<NodeId, String> addresses,
        int port,
        int netmtuBytes,
        int windowBytes,
        DataDestination dataDestination,
        Optional<Path> driverDirectory) {

    private static final int IP_AND_UDP_HEADER_BYTES = 28;
    private static final int FRAME_ALIGNMENT_BYTES = 32;
    private static final int AERON_HEADER_BYTES = 32;
    private static final int MAX_AERON_MTU_BYTES = 65504;
    private static final int MIN_RECEIVE_WINDOW_BYTES = 128 * 1024;
    private static final int MAX_WINDOW_BYTES = 64 * 1024 * 1024;
    private static final int SMALL_MTU_BYTES = 8 * 1024;
    private static final int MESSAGES_PER_TERM = 8;

    public AeronLinkSettings {
        addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
        require(addresses.containsKey(self), "nodelist has no address of this node, " + self);
        require(port >= 1 && port <= 65535, "port is " + port + ", must be 1..65535");
        require(netmtuBytes >= 1280 && netmtuBytes <= 65535, "netmtu is " + netmtuBytes + ", must be 1280..65535");
        require(
                windowBytes >= 1 && windowBytes <= MAX_WINDOW_BYTES,
                "window is " + windowBytes + " bytes, must be 1.." + MAX_WINDOW_BYTES);
        if (dataDestination instanceof DataDestination.Multicast multicast) {
            final byte[] group = resolve(multicast.group()).getAddress();
            require(resolve(multicast.group()).isMulticastAddress(), multicast.group() + " is no multicast address");
            require(group[group.length - 1] % 2 != 0, "mcastaddr is " + multicast.group() + ", last octet must be odd");
            require(
                    multicast.port() >= 1 && multicast.port() <= 65535 && multicast.port() != port,
                    "multicast port is " + multicast.port() + ", must be 1..65535 and not " + port);
        }
    }

    /** Largest data frame that fits one datagram. */
    public int maxFrameBytes() {
        return aeronMtuBytes() - AERON_HEADER_BYTES;
    }

    int aeronMtuBytes() {
        final int payloadBytes = Math.min(netmtuBytes - IP_AND_UDP_HEADER_BYTES, MAX_AERON_MTU_BYTES);
        return payloadBytes / FRAME_ALIGNMENT_BYTES * FRAME_ALIGNMENT_BYTES;
    }

    /** The window rule: what a sender may have outstanding <= this <= half a term. */
    int receiveWindowBytes() {
        return BitUtil.findNextPositivePowerOfTwo(Math.max(windowBytes, MIN_RECEIVE_WINDOW_BYTES));
    }

    /** Term of the data stream, of which Aeron takes at most {@code mtuBytes} at once. */
    int dataTermBytes(final int mtuBytes) {
        return Math.max(
                2 * receiveWindowBytes(),
                Math.max(smallTermBytes(), BitUtil.findNextPositivePowerOfTwo(MESSAGES_PER_TERM * mtuBytes)));
    }

    /** Most that the stream to a peer hands over at once; nearly all tokens and control frames are far shorter. */
    int smallMtuBytes() {
        return Math.min(aeronMtuBytes(), SMALL_MTU_BYTES);
    }

    /** Term of the stream to a peer: an eighth of it is the longest message that Aeron takes. */
    int smallTermBytes() {
        final int longestBytes = EnvelopeCodec.OVERHEAD + FrameLayout.longestWithoutData(addresses.size());
        return BitUtil.findNextPositivePowerOfTwo(MESSAGES_PER_TERM * Math.max(SMALL_MTU_BYTES, longestBytes));
    }

    /** Most that driver files and logs take while every node is connected once; sparse files take less. */
    long neededBytes() {
        final long driverBytes = 12L * 1024 * 1024;
        final long nodes = addresses.size();
        return driverBytes + 3L * nodes * dataTermBytes(MAX_AERON_MTU_BYTES) + 3L * 2 * (nodes - 1) * smallTermBytes();
    }

    String addressOf(final NodeId node) {
        return literal(addresses.get(node));
    }

    static String literal(final String host) {
        final String literal = resolve(host).getHostAddress();
        final int zone = literal.indexOf('%');
        final String bare = zone < 0 ? literal : literal.substring(0, zone);
        return bare.indexOf(':') < 0 ? bare : "[" + bare + "]";
    }

    static InetAddress resolve(final String host) {
        try {
            return InetAddress.getByName(host);
        } catch (final UnknownHostException cause) {
            throw new IllegalArgumentException("address " + host + " cannot be resolved", cause);
        }
    }

    private static void require(final boolean holds, final String rule) {
        if (!holds) {
            throw new IllegalArgumentException("link: " + rule);
        }
    }
}
