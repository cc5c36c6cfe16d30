/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;

/** Sends the frames of the membership protocol. Called only on the ring loop; never throws for what the network does. */
public interface MembershipFrames {

    /** To all nodes of the nodelist; comes back to this one in the next turn. */
    void broadcastJoin(Join join);

    /** To all other nodes of the nodelist. */
    void broadcastMergeDetect(MergeDetect message);

    /** To one node, which may be this one: then it comes back in the next turn. */
    void sendCommitToken(NodeId target, CommitToken token);
}
