/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.protocol.NodeId;
import io.totemic.totem.link.AeronLinkSettings;
import io.totemic.totem.link.AeronLinks;
import io.totemic.totem.link.DataDestination;
import io.totemic.totem.link.LinkCounters.Counter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An attacker's link to one node: sessions of Aeron with ids of a peer, which anybody on the network can hear, from another address. So what it
 * sends passes what looks at datagrams, and gets as far as the envelope is looked at. One thread.
 */
final class Impersonator implements AutoCloseable {

    private static final int NETMTU_BYTES = 1_500;
    private static final int WINDOW_BYTES = 512 * 1024;
    private static final int ATTACKER_HOST = 100;
    private static final long DRAIN_NS = TimeUnit.MILLISECONDS.toNanos(300);

    private final NodeId victim;
    private final AeronLinks links;
    private final Random random;

    /** Of {@code impersonated}, to {@code victim}. */
    Impersonator(final int impersonated, final int victim, final int port, final Path directory, final Random random) {
        this.victim = NodeId.of(victim);
        this.random = random;
        final TreeMap<NodeId, String> addresses = new TreeMap<>();
        addresses.put(NodeId.of(impersonated), RingOptions.address(ATTACKER_HOST + victim));
        addresses.put(this.victim, RingOptions.address(victim));
        links = new AeronLinks(new AeronLinkSettings(
                NodeId.of(impersonated),
                addresses,
                port,
                NETMTU_BYTES,
                WINDOW_BYTES,
                new DataDestination.MultiDestination(),
                Optional.of(directory)));
    }

    int victim() {
        return (int) victim.unsigned();
    }

    /** Sends it in one of the streams, if the victim's window has room. */
    void send(final byte[] envelope) {
        final UnsafeBuffer buffer = new UnsafeBuffer(envelope);
        switch (random.nextInt(3)) {
            case 0 -> links.multicastData(buffer, 0, envelope.length);
            case 1 -> links.sendToken(victim, buffer, 0, envelope.length);
            default -> links.sendControl(victim, buffer, 0, envelope.length);
        }
    }

    void drive() {
        links.drive();
    }

    /** Sends what still waits; without that the victim would get it later. */
    void drain() {
        final long endNs = System.nanoTime() + DRAIN_NS;
        while (System.nanoTime() - endNs < 0) {
            links.drive();
        }
    }

    /** Envelopes that Aeron has taken. */
    long sent() {
        return links.counters().get(Counter.DATA_SENT)
                + links.counters().get(Counter.TOKENS_SENT)
                + links.counters().get(Counter.CONTROL_SENT);
    }

    @Override
    public void close() {
        links.close();
    }
}
