/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import io.totemic.fuzz.AllocationBound;
import io.totemic.fuzz.Expect;
import io.totemic.fuzz.FuzzTarget;
import io.totemic.protocol.crypto.ClusterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Key files, behind one byte that means nothing: all bytes of the right number are a key. */
public final class KeyFileTarget implements FuzzTarget {

    private final Path file;
    private final KeySource source;

    /** With a file of its own. */
    public KeyFileTarget() {
        try {
            file = Files.createTempFile("totemic-fuzz", ".key");
        } catch (final IOException e) {
            throw new UncheckedIOException("a temporary file cannot be made: " + e.getMessage(), e);
        }
        file.toFile().deleteOnExit();
        source = KeySource.file("corosync.conf", 3, file.toString());
    }

    @Override
    public boolean decode(final byte[] input) throws IOException {
        if (input.length == 0) {
            return false;
        }
        final int sizeBytes = input.length - 1;
        Files.write(file, Arrays.copyOfRange(input, 1, input.length));
        boolean isTaken;
        try {
            isTaken = !source.load().keyIdText().isEmpty();
        } catch (final ConfigException told) {
            Expect.that(told.getMessage().contains("totem.keyfile"), "an error names the key");
            isTaken = false;
        }
        Expect.that(
                isTaken == (sizeBytes >= ClusterKey.SECRET_MIN_BYTES && sizeBytes <= ClusterKey.SECRET_MAX_BYTES),
                "a file is a key if its size is that of one");
        return isTaken;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(new byte[1 + ClusterKey.SECRET_MIN_BYTES], new byte[1 + ClusterKey.SECRET_MAX_BYTES]);
    }

    @Override
    public int longestInputBytes() {
        return 5000;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(64 * 1024, 16);
    }
}
