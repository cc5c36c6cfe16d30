/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.protocol.Configuration;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * What one process calls the rings in its trace. A node that has lost its disk is a new process to the properties that are checked,
 * and may give a ring an id that was used before: such rings are told apart by a number of the representative above all node ids.
 */
final class RingNames {

    /** Added to the representative for each time it lost its disk. */
    private static final int LOSS = 1000;

    private final ToIntFunction<NodeId> lossesOf;
    private final TreeMap<String, RingId> names = new TreeMap<>();
    private RingId lastId;
    private RingId lastName;

    /** {@code lossesOf} tells how often a node has lost its disk until now. */
    RingNames(final ToIntFunction<NodeId> lossesOf) {
        this.lossesOf = lossesOf;
    }

    /** The name that the ring has since it was first seen here. */
    RingId nameOf(final RingId id) {
        if (!id.equals(lastId)) {
            lastId = id;
            lastName = names.computeIfAbsent(id.toString(), key -> newName(id));
        }
        return lastName;
    }

    Configuration named(final Configuration configuration) {
        if (configuration instanceof RegularConfiguration regular) {
            return new RegularConfiguration(nameOf(regular.ringId()), regular.members(), regular.joined());
        }
        final TransitionalConfiguration transitional = (TransitionalConfiguration) configuration;
        return new TransitionalConfiguration(
                nameOf(transitional.ringId()),
                nameOf(transitional.oldRingId()),
                transitional.members(),
                transitional.left());
    }

    private RingId newName(final RingId id) {
        final int losses = lossesOf.applyAsInt(id.representative());
        return losses == 0 ? id : new RingId(new NodeId(id.representative().value() + losses * LOSS), id.seq());
    }
}
