/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim;

import io.totemic.benchmarks.vqsim.core.NodeInfo;
import io.totemic.benchmarks.vqsim.core.TraceLine;
import io.totemic.benchmarks.vqsim.core.VoteEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The trace of the process of one node, read as it grows. */
final class TracedNode implements AutoCloseable {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final long pid;
    private final FileChannel file;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private final StringBuilder unfinished = new StringBuilder();
    private final List<VoteEvent> events = new ArrayList<>();
    private int node;
    private Optional<NodeInfo> announced = Optional.empty();

    /** The file's name ends with a dot and the process id. */
    TracedNode(final Path path) throws IOException {
        final String name = path.getFileName().toString();
        pid = Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
        file = FileChannel.open(path, StandardOpenOption.READ);
    }

    long pid() {
        return pid;
    }

    /** Which node it is, as it says itself; 0 as long as it said nothing. */
    int node() {
        return node;
    }

    /** What it announced last about itself. */
    Optional<NodeInfo> announced() {
        return announced;
    }

    /** Since the last {@link #forget}. */
    List<VoteEvent> events() {
        return events;
    }

    /** A step ends. */
    void forget() {
        events.clear();
    }

    /** Reads what was added to the file. */
    void read() throws IOException {
        for (int count = file.read(chunk.clear()); count > 0; count = file.read(chunk.clear())) {
            unfinished.append(StandardCharsets.US_ASCII.decode(chunk.flip()));
        }
        int begin = 0;
        for (int end = unfinished.indexOf("\n"); end >= 0; end = unfinished.indexOf("\n", begin)) {
            TraceLine.parse(unfinished.substring(begin, end)).ifPresent(this::add);
            begin = end + 1;
        }
        unfinished.delete(0, begin);
    }

    private void add(final TraceLine line) {
        events.add(line.event());
        if (!line.event().isInput()) {
            node = line.node();
        }
        if (line.event() instanceof VoteEvent.Sent sent && sent.info().nodeId() == node) {
            announced = Optional.of(sent.info());
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (final IOException ignored) {
            // It was only read.
        }
    }
}
