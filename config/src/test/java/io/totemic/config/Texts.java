/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

/** Configuration texts for tests. */
final class Texts {

    private Texts() {}

    /** A complete file: line 1 opens totem, the given lines begin in line 4. */
    static String cluster(final int nodeCount, final String... totemLines) {
        return "totem {\nversion: 2\nsecauth: off\n" + String.join("\n", totemLines) + "\n}\n" + nodes(nodeCount);
    }

    /** A nodelist of nodes 1, 2, ... on 127.0.0.1, 127.0.0.2, ...; five lines for the first node with its frame. */
    static String nodes(final int nodeCount) {
        final StringBuilder text = new StringBuilder("nodelist {\n");
        for (int node = 1; node <= nodeCount; node++) {
            text.append("node {\nnodeid: ").append(node).append("\nring0_addr: 127.0.0.");
            text.append(node).append("\n}\n");
        }
        return text.append("}\n").toString();
    }
}
