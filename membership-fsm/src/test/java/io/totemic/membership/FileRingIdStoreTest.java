/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileRingIdStoreTest {

    private static final NodeId NODE = NodeId.of(1);

    @TempDir
    private Path directory;

    /** A write that stalls while a younger one is done must not make a restart use a ring id again. */
    @Test
    void shouldKeepTheYoungerSequenceWhenWritesOvertakeEachOther() {
        final List<Runnable> writes = new ArrayList<>();
        final FileRingIdStore store = new FileRingIdStore(directory, NODE, writes::add, () -> 0);
        final List<Throwable> failures = new ArrayList<>();
        store.persist(5, failures::add);
        store.persist(9, failures::add);

        writes.get(1).run();
        writes.get(0).run();

        assertThat(failures).containsExactly(null, null);
        assertThat(new FileRingIdStore(directory, NODE, Runnable::run, () -> 0).load())
                .isEqualTo(9);
    }

    /** Without a file nobody knows which ids were used; the time of day is ahead of them all. */
    @Test
    void shouldBeginAtTheTimeOfDayWithoutAFile() throws IOException {
        final FileRingIdStore store = new FileRingIdStore(directory, NODE, Runnable::run, () -> 4_711);
        assertThat(store.load()).isEqualTo(4_711);

        Files.write(directory.resolve("ringid_" + NODE), new byte[3]);
        assertThat(store.load()).isEqualTo(4_711);
        store.persist(9, failure -> assertThat(failure).isNull());
        assertThat(store.load()).isEqualTo(9);
    }

    /** Sequences go on over 2^63 and over 2^64. */
    @Test
    void shouldKeepASequenceOnBothSidesOfEachLimit() {
        for (final long limit : new long[] {Long.MIN_VALUE, 0}) {
            final FileRingIdStore store = new FileRingIdStore(directory, NODE, Runnable::run, () -> 0);
            store.persist(limit - 2, failure -> assertThat(failure).isNull());
            assertThat(store.load()).isEqualTo(limit - 2);

            store.persist(limit + 2, failure -> assertThat(failure).isNull());
            assertThat(store.load()).isEqualTo(limit + 2);
        }
    }
}
