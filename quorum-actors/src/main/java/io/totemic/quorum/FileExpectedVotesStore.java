/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum;

import io.totemic.membership.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code ev_tracking} in the state directory: 4 bytes, little-endian, as Corosync's.
 *
 * <p>Differs from Corosync, which closes the file before it writes: this one is written.
 */
public final class FileExpectedVotesStore implements ExpectedVotesStore {

    private static final Logger VOTEQ = LoggerFactory.getLogger("totemic.VOTEQ");

    private final DurableFile file;
    private final Executor blocking;
    private int written;

    /**
     * In {@code directory}, which must be there.
     *
     * @param blocking runs the writes
     */
    public FileExpectedVotesStore(final Path directory, final Executor blocking) {
        file = new DurableFile(directory, "ev_tracking");
        this.blocking = blocking;
    }

    @Override
    public int load() {
        final byte[] bytes = file.read();
        return bytes.length < Integer.BYTES
                ? 0
                : Math.max(
                        0, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt());
    }

    @Override
    public void store(final int votes) {
        blocking.execute(() -> write(votes));
    }

    /** Writes may be run out of order: one that is overtaken must not take back more votes on disk. */
    private synchronized void write(final int votes) {
        if (votes <= written) {
            return;
        }
        try {
            final byte[] content = new byte[Integer.BYTES];
            ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(votes);
            file.write(content);
            written = votes;
        } catch (final IOException e) {
            VOTEQ.error("expected votes {} cannot be stored in {}: {}", votes, file, e.getMessage());
        }
    }
}
