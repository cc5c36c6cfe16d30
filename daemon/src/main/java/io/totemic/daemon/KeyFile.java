/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes the file with the key of a cluster. */
public final class KeyFile {

    /** Step that failed, with the exit status that corosync-keygen has for it. */
    enum Step {
        CREATE(2),
        PROTECT(3),
        WRITE(4);

        private final int exitStatus;

        Step(final int exitStatus) {
            this.exitStatus = exitStatus;
        }

        int exitStatus() {
            return exitStatus;
        }
    }

    /** A key file could not be written; nothing of it is left behind, unless it was there before. */
    static final class Failure extends IOException {

        private static final long serialVersionUID = 1L;

        private final Step step;

        private Failure(final Step step, final IOException cause) {
            super(cause.toString(), cause);
            this.step = step;
        }

        Step step() {
            return step;
        }
    }

    private KeyFile() {}

    /**
     * Makes a file that only its owner may read, with this key. It is protected before the key is in it.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one already, which is left as it is
     * @throws IOException if it cannot be written
     */
    public static void create(final Path file, final byte[] secret) throws IOException {
        try (FileChannel channel = open(file)) {
            protect(file);
            write(channel, secret);
        } catch (final Failure failure) {
            if (failure.step() != Step.CREATE) {
                Files.deleteIfExists(file);
            }
            throw failure;
        }
    }

    private static FileChannel open(final Path file) throws IOException {
        try {
            return FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (final IOException notMade) {
            throw new Failure(Step.CREATE, notMade);
        }
    }

    private static void protect(final Path file) throws IOException {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        } catch (final IOException notChanged) {
            throw new Failure(Step.PROTECT, notChanged);
        }
    }

    private static void write(final FileChannel channel, final byte[] secret) throws IOException {
        try {
            final ByteBuffer left = ByteBuffer.wrap(secret);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        } catch (final IOException notWritten) {
            throw new Failure(Step.WRITE, notWritten);
        }
    }
}
