/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.compare.CorosyncNodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Corosync's daemons. */
record CorosyncDaemons(CorosyncNodes nodes) implements Daemons {

    /** In a lab of their own, with a time-out of the token. */
    CorosyncDaemons(final NamespaceLab lab, final String transport, final int nodeCount, final int tokenMs) {
        this(new CorosyncNodes(lab, transport, nodeCount, List.of("token: " + tokenMs)));
    }

    @Override
    public String label() {
        return "corosync-" + nodes.transport();
    }

    @Override
    public void prepare(final Path directory) throws IOException {
        nodes.prepare(directory);
    }

    @Override
    public NodeProcess start(final int node, final Path directory) throws IOException {
        return nodes.start(node, directory);
    }

    @Override
    public List<String> log(final NodeProcess process, final Path directory) {
        return CorosyncNodes.log(process.node(), directory);
    }
}
