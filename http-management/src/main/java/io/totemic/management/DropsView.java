/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.totemic.ClusterView;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Frames from the network that one node has not taken, since its start.
 *
 * @param node which node
 * @param dropped all that were dropped by what stands between link and rooms
 * @param byKind of these, by what was wrong; kinds of which there was none are not shown
 * @param handshakes challenges and answers: taken, but for no room
 * @param forged messages in the name of a node that cannot have sent them: a member that has the key lies
 */
@JsonPropertyOrder({"node", "dropped", "byKind", "handshakes", "forged"})
public record DropsView(long node, long dropped, Map<String, Long> byKind, long handshakes, long forged) {

    static DropsView of(final ClusterView view) {
        final TreeMap<String, Long> byKind = new TreeMap<>();
        view.drops().forEach((fault, count) -> {
            if (count > 0) {
                byKind.put(fault.name().toLowerCase(Locale.ROOT).replace('_', '-'), count);
            }
        });
        return new DropsView(
                view.self().nodeId().unsigned(),
                view.droppedFrames(),
                byKind,
                view.handshakes(),
                view.tracker().forgedFrames());
    }
}
