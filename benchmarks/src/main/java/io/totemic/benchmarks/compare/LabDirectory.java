/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.BenchFailure;
import io.totemic.benchmarks.WorkFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the rings of one comparison have their files, and the right to be the only comparison. Closing it removes the files and gives up the right. */
final class LabDirectory implements AutoCloseable {

    private static final Path LOCK = Path.of(System.getProperty("java.io.tmpdir"), "totemic-compare.lock");

    private final boolean isKept;
    private final FileChannel alone;
    private final Path path;

    /**
     * An empty one, of which closing removes nothing if {@code isKept}.
     *
     * @throws BenchFailure if another comparison is on
     */
    LabDirectory(final boolean isKept) throws IOException {
        this.isKept = isKept;
        alone = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // Two at a time would have the same namespaces, and figures that mean nothing.
        if (alone.tryLock() == null) {
            alone.close();
            throw new BenchFailure("another comparison holds " + LOCK + "; they must run one after the other");
        }
        path = Files.createTempDirectory("totemic-compare-");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        alone.close();
        WorkFiles.end(path, isKept);
    }
}
