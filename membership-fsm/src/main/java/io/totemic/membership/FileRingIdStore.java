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
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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

    private final Path directory;
    private final Path file;
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
        this.directory = directory;
        this.blocking = blocking;
        file = directory.resolve("ringid_" + node);
        try {
            Files.createDirectories(directory);
        } catch (final IOException e) {
            throw new UncheckedIOException("state directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public long load() {
        try {
            if (!Files.exists(file)) {
                return timeOfDayMs.getAsLong();
            }
            final byte[] bytes = Files.readAllBytes(file);
            return bytes.length < Long.BYTES
                    ? timeOfDayMs.getAsLong()
                    : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        } catch (final IOException e) {
            throw new UncheckedIOException("ring id file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void persist(final RingId ringId, final Consumer<Throwable> onDone) {
        blocking.execute(() -> {
            Throwable failure = null;
            try {
                write(ringId.seq());
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
        final Path next = directory.resolve(file.getFileName() + ".next");
        if (!Files.exists(next)) {
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(seq).flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.truncate(Long.BYTES);
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
            parent.force(true);
        }
        written = seq;
        isWritten = true;
    }
}
