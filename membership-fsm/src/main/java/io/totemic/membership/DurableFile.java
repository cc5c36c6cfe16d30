/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A small file of mode 0600 that has its old content or its new one, whenever power fails: written aside, synced and renamed. */
public final class DurableFile {

    private final Path directory;
    private final Path file;

    /** {@code name} in {@code directory}; nothing is opened. */
    public DurableFile(final Path directory, final String name) {
        this.directory = directory;
        file = directory.resolve(name);
    }

    /**
     * Its content, empty if it is not there.
     *
     * @throws UncheckedIOException if it is there and cannot be read
     */
    public byte[] read() {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (final IOException e) {
            throw new UncheckedIOException("file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Replaces its content; it stands on disk when this returns. One thread at a time. */
    public void write(final byte[] content) throws IOException {
        final Path next = directory.resolve(file.getFileName() + ".next");
        if (!Files.exists(next)) {
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            final ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.truncate(content.length);
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    /** Its path. */
    @Override
    public String toString() {
        return file.toString();
    }
}
