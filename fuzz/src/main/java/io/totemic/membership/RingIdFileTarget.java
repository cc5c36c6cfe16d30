/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.fuzz.AllocationBound;
import io.totemic.fuzz.Expect;
import io.totemic.fuzz.FuzzTarget;
import io.totemic.protocol.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file with the last ring sequence, which a disk may damage: every content is a sequence, or counts as no file. */
public final class RingIdFileTarget implements FuzzTarget {

    private static final NodeId NODE = NodeId.of(1);
    private static final long TIME_OF_DAY_MS = 4_711;

    private final FileRingIdStore store;
    private final Path file;

    /** With a directory of its own. */
    public RingIdFileTarget() {
        try {
            final Path directory = Files.createTempDirectory("totemic-fuzz");
            file = directory.resolve("ringid_" + NODE);
            directory.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            store = new FileRingIdStore(directory, NODE, Runnable::run, () -> TIME_OF_DAY_MS);
        } catch (final IOException e) {
            throw new UncheckedIOException("a temporary directory cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean decode(final byte[] input) throws IOException {
        Files.write(file, input);
        final boolean isSequence = input.length >= Long.BYTES;
        Expect.that(
                store.load()
                        == (isSequence
                                ? ByteBuffer.wrap(input)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .getLong()
                                : TIME_OF_DAY_MS),
                "a file is a sequence if it is long enough for one");
        return isSequence;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(written(4), written(1_753_170_000_123L), written(-2));
    }

    private byte[] written(final long seq) {
        try {
            Files.deleteIfExists(file);
            final FileRingIdStore fresh =
                    new FileRingIdStore(file.getParent(), NODE, Runnable::run, () -> TIME_OF_DAY_MS);
            fresh.persist(seq, failure -> Expect.that(failure == null, "a sequence can be stored"));
            return Files.readAllBytes(file);
        } catch (final IOException e) {
            throw new UncheckedIOException("the file of a sequence cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public int longestInputBytes() {
        return 64;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(32 * 1024, 16);
    }
}
