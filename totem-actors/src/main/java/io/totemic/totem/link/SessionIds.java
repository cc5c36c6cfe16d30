/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.SplittableRandom;
import org.agrona.collections.IntHashSet;

/**
 * Session ids of Aeron that tell whose they are: the upper half follows from node and stream, the lower is drawn for each publication, since
 * Aeron takes one that comes again for the one before. So what claims to be a session of nobody in the nodelist costs no memory. Whoever
 * knows the node ids can make such an id; what he sends in it is dropped by the envelope.
 */
final class SessionIds {

    private static final int SPREAD = 0x9E37_79B1;
    private static final int HALF_BITS = 16;

    /** Sessions of a stream for each peer: a node that is started again and again has several for a second. */
    private static final int SESSIONS_FOR_EACH_PEER = 8;

    private final NodeId self;
    private final SplittableRandom random;
    private final IntHashSet peerTags = new IntHashSet();
    private final int limit;

    /** Of node {@code self} among those. */
    SessionIds(final NodeId self, final NodeSet nodes, final long seed) {
        this.self = self;
        random = new SplittableRandom(seed);
        final NodeSet peers = nodes.minus(self);
        for (final NodeId peer : peers) {
            for (int stream = AeronSession.DATA_STREAM; stream <= AeronSession.PEER_STREAM; stream++) {
                peerTags.add(tag(peer, stream));
            }
        }
        limit = SESSIONS_FOR_EACH_PEER * Math.max(1, peers.size());
    }

    /** One for a new publication of this node. */
    int next(final int streamId) {
        return tag(self, streamId) << HALF_BITS | random.nextInt(1 << HALF_BITS);
    }

    /** Whether it can be one of a peer. */
    boolean isOfPeer(final int sessionId) {
        return peerTags.contains(sessionId >>> HALF_BITS);
    }

    /** Most sessions of one stream at a time. */
    int limit() {
        return limit;
    }

    private static int tag(final NodeId node, final int streamId) {
        return (node.value() * SPREAD + streamId * (SPREAD >>> 7)) >>> HALF_BITS;
    }
}
