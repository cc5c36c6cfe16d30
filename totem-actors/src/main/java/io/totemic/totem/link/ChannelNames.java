/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The Aeron channel of each stream, with every parameter that this link relies on written out. */
final class ChannelNames {

    /** A socket holds so many windows, since several peers may send to a node that does not read. */
    private static final int SOCKET_WINDOWS = 4;

    private final AeronLinkSettings settings;
    private final int dataMtuBytes;

    /** Of a node that hands the kernel at most {@code dataMtuBytes} of data at once. */
    ChannelNames(final AeronLinkSettings settings, final int dataMtuBytes) {
        this.settings = settings;
        this.dataMtuBytes = dataMtuBytes;
    }

    /** What this node's one port receives. The window is that of the port, so all streams name the same. */
    String incoming() {
        return "aeron:udp?endpoint=" + endpointOf(settings.self()) + incomingParameters();
    }

    String incomingData() {
        if (settings.dataDestination() instanceof DataDestination.Multicast multicast) {
            return "aeron:udp?endpoint=" + group(multicast) + incomingParameters();
        }
        return incoming();
    }

    String outgoing(final NodeId peer) {
        return "aeron:udp?endpoint=" + endpointOf(peer)
                + outgoingParameters(settings.smallMtuBytes(), settings.smallTermBytes());
    }

    String outgoingData() {
        final String parameters = outgoingParameters(dataMtuBytes, settings.dataTermBytes(dataMtuBytes)) + "|fc=max";
        if (settings.dataDestination() instanceof DataDestination.Multicast multicast) {
            return "aeron:udp?endpoint=" + group(multicast) + parameters;
        }
        return "aeron:udp?control-mode=manual" + parameters;
    }

    /** Destinations to add to the outgoing data stream by hand. */
    List<String> dataDestinations() {
        final List<String> destinations = new ArrayList<>();
        if (settings.dataDestination() instanceof DataDestination.MultiDestination) {
            for (final NodeId node : settings.addresses().keySet()) {
                if (!node.equals(settings.self())) {
                    destinations.add("aeron:udp?endpoint=" + endpointOf(node));
                }
            }
        }
        return destinations;
    }

    private String group(final DataDestination.Multicast multicast) {
        final String group = AeronLinkSettings.literal(multicast.group());
        final String own = settings.addressOf(settings.self());
        // 127.0.0.2 and up are no interface's own address: the loopback interface is found by its network.
        final boolean isLoopback = AeronLinkSettings.resolve(own).isLoopbackAddress() && own.indexOf(':') < 0;
        return group + ":" + multicast.port() + "|interface=" + own + (isLoopback ? "/8" : "");
    }

    private String endpointOf(final NodeId node) {
        return settings.addressOf(node) + ":" + settings.port();
    }

    private String incomingParameters() {
        final int windowBytes = settings.receiveWindowBytes();
        return String.format(
                Locale.ROOT,
                "|reliable=false|sparse=true|rcv-wnd=%d|so-rcvbuf=%d",
                windowBytes,
                SOCKET_WINDOWS * windowBytes);
    }

    private String outgoingParameters(final int mtuBytes, final int termBytes) {
        return String.format(
                Locale.ROOT,
                "|mtu=%d|term-length=%d|sparse=true|linger=0|so-sndbuf=%d",
                mtuBytes,
                termBytes,
                Math.max(settings.receiveWindowBytes(), 2 * mtuBytes));
    }
}
