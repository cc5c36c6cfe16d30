/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import io.totemic.protocol.NodeId;
import java.util.List;
import java.util.Locale;

/** Where things are on the page of a diagram: time runs down, each node has a column. */
record Page(Story story, List<NodeId> nodes, long fromNs, long toNs, TimeScale scale, double columnPixels, Svg svg) {

    /** Left of the columns: times and what was done to the nodes. */
    static final double MARGIN = 345;

    static final double BAND = 16;
    static final double LINE = 12;

    /** Left of its column's middle a node shows how much it delivers, right of it what it installs. */
    private static final double BAND_AT = 0.3;

    private static final double NS_PER_SECOND = 1e9;

    /** The middle of a node's band. */
    double x(final NodeId node) {
        return MARGIN + columnPixels * (nodes.indexOf(node) + BAND_AT);
    }

    double right() {
        return MARGIN + columnPixels * nodes.size();
    }

    double y(final long atNs) {
        return scale.y(atNs);
    }

    boolean shows(final long atNs) {
        return atNs >= fromNs && atNs <= toNs;
    }

    /** A moment in words. */
    static String seconds(final long atNs) {
        return String.format(Locale.ROOT, "%.3f s", atNs / NS_PER_SECOND);
    }
}
