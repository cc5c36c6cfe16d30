/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The file {@code ringid_<node id>} in the state directory: 8 bytes, little-endian, mode 0600, as Corosync's, but written to a
 * second file, synced and renamed.
 *
 * <p>Differs from Corosync: where there is no file the sequence begins at the time of day, not at 0. A node that has lost its disk, and
 * meets only nodes that know of none of its rings, would give a ring the id of one that others are still on.
 */
public final class FileRingIdStore implements RingIdStore {

    private final DurableFile file;
    private final Executor blocking;
    private final LongSupplier timeOfDayMs;
    private boolean isWritten;
    private long written;

    /**
     * In {@code directory}, which is made if it is not there.
     *
     * @param blocking runs the writes
     * @param timeOfDayMs ms since some fixed day; rings come more slowly than one in four ms, so it is ahead of all sequences
     * @throws UncheckedIOException if the directory cannot be made
     */
    public FileRingIdStore(
            final Path directory, final NodeId node, final Executor blocking, final LongSupplier timeOfDayMs) {
        this.timeOfDayMs = timeOfDayMs;
        this.blocking = blocking;
        file = new DurableFile(directory, "ringid_" + node);
        try {
            Files.createDirectories(directory);
        } catch (final IOException e) {
            throw new UncheckedIOException("state directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public long load() {
        final byte[] bytes = file.read();
        return bytes.length < Long.BYTES
                ? timeOfDayMs.getAsLong()
                : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Override
    public void persist(final long seq, final Consumer<Throwable> onDone) {
        blocking.execute(() -> {
            Throwable failure = null;
            try {
                write(seq);
            } catch (final IOException e) {
                failure = e;
            }
            onDone.accept(failure);
        });
    }

    /** Writes may be run out of order: one that is overtaken must not take back the younger sequence on disk. */
    private synchronized void write(final long seq) throws IOException {
        if (isWritten && !RingId.isYounger(seq, written)) {
            return;
        }
        final byte[] content = new byte[Long.BYTES];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(seq);
        file.write(content);
        written = seq;
        isWritten = true;
    }
}
