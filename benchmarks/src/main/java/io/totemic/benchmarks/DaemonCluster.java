/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.RingLog.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Daemons that are started and killed, and what their logs say of it. Closing it ends and removes all of them.
 *
 * <p>All times are those of the machine's clock, in ms since 1970: the daemons' logs have them, to the millisecond.
 */
final class DaemonCluster implements AutoCloseable {

    private static final long POLL_MS = 10;

    private final Daemons daemons;
    private final Path directory;
    private final SortedMap<Integer, NodeProcess> processes = new TreeMap<>();
    private final Map<Integer, Long> startedMs = new TreeMap<>();
    private final boolean isKept;
    private final Thread atExit = new Thread(this::killAll, "kill-children");

    DaemonCluster(final Daemons daemons, final boolean isKept) throws IOException {
        this.daemons = daemons;
        this.isKept = isKept;
        directory = Files.createTempDirectory("totemic-daemons-");
        daemons.prepare(directory);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts these one behind the other without waiting; answers when the first was. */
    long start(final List<Integer> nodes) throws IOException {
        final long atMs = System.currentTimeMillis();
        for (final int node : nodes) {
            synchronized (processes) {
                startedMs.put(node, System.currentTimeMillis());
                processes.put(node, daemons.start(node, directory));
            }
        }
        return atMs;
    }

    /** SIGKILL; answers when. */
    long kill(final int node) throws InterruptedException {
        final NodeProcess victim;
        synchronized (processes) {
            victim = processes.remove(node);
        }
        final long atMs = System.currentTimeMillis();
        victim.kill();
        return atMs;
    }

    /**
     * Waits until all of {@code asked} have decided on a configuration of {@code members} since {@code sinceMs}.
     *
     * @throws BenchFailure if one has not within {@code limitS}, or has ended
     */
    Map<Integer, RingChange> await(
            final List<Integer> asked, final List<Integer> members, final long sinceMs, final long limitS)
            throws InterruptedException {
        return await(asked, events -> RingChange.of(events, members, sinceMs), "a configuration of " + members, limitS);
    }

    /** Waits until this node has installed its first configuration since {@code sinceMs}; answers when it did. */
    long awaitFormed(final int node, final long sinceMs, final long limitS) throws InterruptedException {
        return await(List.of(node), events -> RingChange.firstFormedMs(events, sinceMs), "a configuration", limitS)
                .get(node);
    }

    private <T> Map<Integer, T> await(
            final List<Integer> asked,
            final Function<List<Event>, Optional<T>> question,
            final String what,
            final long limitS)
            throws InterruptedException {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitS);
        final Map<Integer, T> found = new TreeMap<>();
        while (true) {
            for (final int node : asked) {
                final NodeProcess process = process(node);
                if (!found.containsKey(node)) {
                    question.apply(events(process)).ifPresent(answer -> found.put(node, answer));
                }
                if (!found.containsKey(node) && (!process.isAlive() || System.nanoTime() - endNs > 0)) {
                    throw new BenchFailure(daemons.label() + ": node " + node
                            + (process.isAlive()
                                    ? " has not logged " + what + " within " + limitS + " s"
                                    : " has ended")
                            + process.lastOutput());
                }
            }
            if (found.size() == asked.size()) {
                return found;
            }
            Thread.sleep(POLL_MS);
        }
    }

    private NodeProcess process(final int node) {
        synchronized (processes) {
            return processes.get(node);
        }
    }

    /** Of its present life. */
    private List<Event> events(final NodeProcess process) {
        final ZoneId zone = ZoneId.systemDefault();
        final long sinceMs;
        synchronized (processes) {
            sinceMs = startedMs.get(process.node());
        }
        return RingLog.events(daemons.log(process, directory), zone, Year.now(zone)).stream()
                .filter(event -> event.atMs() >= sinceMs)
                .toList();
    }

    private List<NodeProcess> alive() {
        synchronized (processes) {
            return new ArrayList<>(processes.values());
        }
    }

    private void killAll() {
        NodeProcess.kill(alive());
    }

    /** SIGKILL to all: nobody waits for their farewells. */
    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
        WorkFiles.end(directory, isKept);
    }
}
