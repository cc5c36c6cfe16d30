/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.NodeProbe;
import io.totemic.config.ClusterConfig;
import io.totemic.protocol.NodeId;
import io.totemic.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;

/** The trace that a node writes if it was told to. */
public final class NodeTrace implements AutoCloseable {

    private final TraceWriter writer;

    private NodeTrace(final TraceWriter writer) {
        this.writer = writer;
    }

    /**
     * Begins a trace.
     *
     * @param file to append to, null for no trace
     * @throws StartFailure if the file cannot be written
     */
    public static NodeTrace open(final Path file, final NodeId self, final ClusterConfig config) throws StartFailure {
        if (file == null) {
            return new NodeTrace(null);
        }
        try {
            return new NodeTrace(TraceWriter.append(file, self, config.totem().clusterName()));
        } catch (final IOException unwritable) {
            throw new StartFailure(ExitStatus.LOGGING, "the trace cannot be written: " + unwritable);
        }
    }

    /** What the node shows itself to. */
    public NodeProbe probe() {
        return writer == null ? NodeProbe.NONE : writer;
    }

    /** Ends the trace; the node must have ended. */
    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
