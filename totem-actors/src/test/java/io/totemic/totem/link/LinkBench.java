/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.agrona.concurrent.UnsafeBuffer;

/** Links of several nodes in one thread, each driven by hand, with what each has received. */
final class LinkBench implements AutoCloseable {

    final List<AeronLinks> links = new ArrayList<>();
    final List<List<Integer>> data = new ArrayList<>();
    final List<List<Integer>> tokens = new ArrayList<>();
    final List<List<String>> order = new ArrayList<>();
    final boolean[] isPaused;

    LinkBench(final int nodes, final int port, final int windowBytes, final DataDestination destination) {
        this(nodes, port, windowBytes, 1500, destination, id -> SegmentationOffload.NONE);
    }

    LinkBench(
            final int nodes,
            final int port,
            final int windowBytes,
            final int netmtuBytes,
            final DataDestination destination,
            final IntFunction<SegmentationOffload> offload) {
        isPaused = new boolean[nodes + 1];
        for (int id = 1; id <= nodes; id++) {
            links.add(new AeronLinks(
                    settings(id, nodes, port, windowBytes, netmtuBytes, destination, Optional.empty()),
                    offload.apply(id),
                    DriverDirectory::usableBytes));
            data.add(new ArrayList<>());
            tokens.add(new ArrayList<>());
            order.add(new ArrayList<>());
        }
        awaitConnected();
    }

    static AeronLinkSettings settings(
            final int self,
            final int nodes,
            final int port,
            final int windowBytes,
            final DataDestination destination,
            final Optional<Path> directory) {
        return settings(self, nodes, port, windowBytes, 1500, destination, directory);
    }

    private static AeronLinkSettings settings(
            final int self,
            final int nodes,
            final int port,
            final int windowBytes,
            final int netmtuBytes,
            final DataDestination destination,
            final Optional<Path> directory) {
        final SortedMap<NodeId, String> addresses = new TreeMap<>();
        for (int id = 1; id <= nodes; id++) {
            addresses.put(new NodeId(id), "127.0.0." + id);
        }
        return new AeronLinkSettings(
                new NodeId(self), addresses, port, netmtuBytes, windowBytes, destination, directory);
    }

    static AeronLinks alone(final int port, final Optional<Path> directory, final ToLongFunction<Path> freeBytes) {
        return new AeronLinks(
                settings(1, 2, port, 100_000, new DataDestination.MultiDestination(), directory), freeBytes);
    }

    AeronLinks node(final int id) {
        return links.get(id - 1);
    }

    void awaitConnected() {
        await(() -> links.stream()
                .allMatch(link -> link.session() != null && link.session().isConnectedTo(links.size() - 1)));
    }

    void turn() {
        for (int id = 1; id <= links.size(); id++) {
            if (!isPaused[id]) {
                turn(id);
            }
        }
    }

    void turn(final int id) {
        final AeronLinks link = node(id);
        link.drive();
        while (link.pollData(
                        (buffer, offset, length) -> {
                            take(id, 'd', buffer.getInt(offset), length);
                            return true;
                        },
                        64)
                > 0) {
            // until empty
        }
        link.pollTokenAndControl(
                (buffer, offset, length) -> {
                    take(id, 't', buffer.getInt(offset), length);
                    return true;
                },
                64);
    }

    private void take(final int id, final char kind, final int value, final int length) {
        assertThat(length).isGreaterThanOrEqualTo(4);
        (kind == 'd' ? data : tokens).get(id - 1).add(value);
        order.get(id - 1).add(kind + Integer.toString(value));
    }

    void await(final BooleanSupplier condition) {
        final long limitNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - limitNs).as("deadline").isNegative();
            turn();
        }
    }

    /** Turns for a while: only to let time pass that is itself the subject of a test. */
    void turnFor(final long durationMs) {
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(durationMs);
        while (System.nanoTime() - endNs < 0) {
            turn();
        }
    }

    void clear() {
        data.forEach(List::clear);
        tokens.forEach(List::clear);
        order.forEach(List::clear);
    }

    static UnsafeBuffer frame(final int value, final int length) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
        buffer.putInt(0, value);
        return buffer;
    }

    @Override
    public void close() {
        links.forEach(AeronLinks::close);
    }
}
