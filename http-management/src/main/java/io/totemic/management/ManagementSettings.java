/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import java.time.Duration;
import java.util.Objects;

/**
 * Where the HTTP server listens and how long it waits for the node; immutable.
 *
 * @param host address or host name to bind, without brackets
 * @param port TCP port, 0..65535; 0 lets the operating system choose
 * @param viewTimeout how long a request waits for the ring loop before it is answered with 503
 */
public record ManagementSettings(String host, int port, Duration viewTimeout) {

    /** Port of Pekko Management, which is ours too. */
    public static final int DEFAULT_PORT = 7626;

    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final Duration DEFAULT_VIEW_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_PORT = 65_535;

    public ManagementSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(viewTimeout, "viewTimeout");
        if (host.isEmpty()) {
            throw new IllegalArgumentException("HTTP host is empty, must be an address or a host name");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("HTTP port is " + port + ", must be 0.." + MAX_PORT);
        }
    }

    /** Loopback only, port 7626, two seconds. */
    public static ManagementSettings defaults() {
        return at(DEFAULT_HOST, DEFAULT_PORT);
    }

    /**
     * Settings for that address with the default timeout.
     *
     * @throws IllegalArgumentException if the host is empty or the port outside 0..65535
     */
    public static ManagementSettings at(final String host, final int port) {
        return new ManagementSettings(host, port, DEFAULT_VIEW_TIMEOUT);
    }

    /**
     * Settings for an address as an operator writes it: {@code HOST:PORT}, {@code [IPV6]:PORT} or {@code :PORT}.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static ManagementSettings parse(final String address) {
        final int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("HTTP address is " + address + ", must be HOST:PORT");
        }
        final String host = address.substring(0, colon);
        final boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "HTTP address is " + address + ", an IPv6 address must stand in brackets: [::1]:" + DEFAULT_PORT);
        }
        final int port;
        try {
            port = Integer.parseInt(address.substring(colon + 1));
        } catch (final NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "HTTP address is " + address + ", must be HOST:PORT with a port of 0.." + MAX_PORT, notANumber);
        }
        final String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        return at(bare.isEmpty() ? DEFAULT_HOST : bare, port);
    }

    /** {@code HOST:PORT}, an IPv6 address in brackets. */
    public String address() {
        return addressOf(host, port);
    }

    static String addressOf(final String host, final int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
