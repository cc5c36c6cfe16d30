/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import io.totemic.daemon.KeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The children and their temporary directory. Closing it ends and removes all of it, whatever happened before. */
final class DemoCluster implements AutoCloseable {

    /** How often the life of the children is looked at while nothing is heard. */
    private static final long POLL_MS = 100;

    /** As totemic keygen makes it. */
    private static final int KEY_BYTES = 256;

    private final DemoPlan plan;
    private final Path directory;
    private final SortedMap<Integer, DemoChild> children = new TreeMap<>();
    private boolean isClosing;

    DemoCluster(final DemoPlan plan) throws IOException {
        this.plan = Objects.requireNonNull(plan, "plan");
        directory = Files.createTempDirectory("totemic-demo-");
        final byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        final Path keyFile = directory.resolve("authkey");
        KeyFile.create(keyFile, secret);
        Files.writeString(directory.resolve("corosync.conf"), plan.corosyncConf(keyFile));
    }

    /** Starts a node, for the first time or again. */
    synchronized DemoChild start(final int node) throws IOException {
        if (isClosing) {
            throw new DemoFailure("the demonstration is being ended");
        }
        final DemoChild child = new DemoChild(plan, node, directory, this);
        children.put(node, child);
        return child;
    }

    /** Kills a node; from here on nobody expects it to live. */
    long kill(final int node) throws InterruptedException {
        final DemoChild child;
        synchronized (this) {
            child = children.remove(node);
        }
        final long killedNs = System.nanoTime();
        child.kill();
        return killedNs;
    }

    /** The nodes that should be alive. */
    synchronized List<DemoChild> children() {
        return new ArrayList<>(children.values());
    }

    synchronized DemoChild child(final int node) {
        return children.get(node);
    }

    /**
     * Waits until {@code isTrue} for each of these children.
     *
     * @param what the end of the sentence "it did not happen in time that ..."
     * @throws DemoFailure after the deadline, or at once if a child that should live does not
     */
    synchronized void await(
            final String what,
            final long deadlineS,
            final Collection<DemoChild> awaited,
            final Predicate<DemoChild> isTrue)
            throws InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(deadlineS);
        while (true) {
            requireAlive();
            final List<DemoChild> missing =
                    awaited.stream().filter(isTrue.negate()).toList();
            if (missing.isEmpty()) {
                return;
            }
            final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                final StringBuilder text =
                        new StringBuilder("not within " + deadlineS + " s: " + what + ". What the nodes logged:");
                missing.forEach(child ->
                        text.append("\n  ").append(child.name()).append(' ').append(child.lastOutput()));
                throw new DemoFailure(text.toString());
            }
            wait(Math.min(leftMs, POLL_MS));
        }
    }

    /** Waits for ever; throws {@link DemoFailure} if a child ends, or when the demonstration does. */
    synchronized void watch() throws InterruptedException {
        while (true) {
            requireAlive();
            wait(POLL_MS);
        }
    }

    private void requireAlive() {
        if (isClosing) {
            throw new DemoFailure("the demonstration is being ended");
        }
        for (final DemoChild child : children.values()) {
            if (!child.isAlive()) {
                throw new DemoFailure(child.name() + " ended unexpectedly: " + child.lastOutput());
            }
        }
    }

    /**
     * Lets all children leave the ring and end, and removes the directory.
     *
     * @return whether all of them ended by themselves with status 0
     */
    boolean end() throws InterruptedException {
        final List<DemoChild> ending;
        synchronized (this) {
            isClosing = true;
            ending = new ArrayList<>(children.values());
            children.clear();
            notifyAll();
        }
        ending.forEach(DemoChild::askToEnd);
        boolean isClean = true;
        for (final DemoChild child : ending) {
            isClean &= child.awaitEnd();
        }
        removeDirectory();
        return isClean;
    }

    @Override
    public void close() {
        try {
            end();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeDirectory() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException | UncheckedIOException gone) {
            // Another thread of ours was faster, or the file system refuses; there is nothing left to do about it.
        }
    }
}
