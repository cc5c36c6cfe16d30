/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.stream;

import io.totemic.TotemicNode;
import io.totemic.protocol.QuorumStatus;
import io.totemic.quorum.VoteQuorum;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Source;

/** votequorum as a stream. */
public final class QuorumStreams {

    /** A stream that does not keep up is told the youngest of so many, and not what it has missed. */
    private static final int BUFFERED = 16;

    private QuorumStreams() {}

    /**
     * What is decided now, then each change of it, without end. A stream that is slow misses old changes, never the last one.
     *
     * <p>Fails if the node could not be started.
     */
    public static Source<QuorumStatus, CompletionStage<Done>> source(final TotemicNode node) {
        return Source.<VoteQuorum.VerdictChanged>actorRef(
                        told -> Optional.empty(), told -> Optional.empty(), BUFFERED, OverflowStrategy.dropHead())
                .mapMaterializedValue(subscriber -> node.quorum().subscribe(Adapter.toTyped(subscriber)))
                .map(VoteQuorum.VerdictChanged::status);
    }
}
