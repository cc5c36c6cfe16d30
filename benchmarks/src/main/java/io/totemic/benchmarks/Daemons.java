/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts the daemons of a cluster, of Totemic or of another. */
interface Daemons {

    /** What they are called in reports. */
    String label();

    /** Writes what they need to the empty {@code directory} of the cluster. */
    void prepare(Path directory) throws IOException;

    /** Starts one as an operator would; does not wait for anything. */
    NodeProcess start(int node, Path directory) throws IOException;

    /** What it has logged in all its lives. */
    List<String> log(NodeProcess process, Path directory);
}
