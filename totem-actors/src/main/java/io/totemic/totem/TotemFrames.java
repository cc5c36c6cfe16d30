/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import java.util.List;

/** Sends the frames of ordering. Called only on the ring loop; never throws for what the network does. */
public interface TotemFrames {

    /** To all other nodes; a node's own frames do not cross the network. */
    void multicast(List<RegularMessage> frames);

    /** To one node, behind all frames sent before; to this one it comes back in the next turn. */
    void sendToken(NodeId target, OrfToken token);

    /** To all other nodes. */
    void broadcastMergeDetect(MergeDetect message);

    /** To all other nodes. */
    void broadcastTokenHoldCancel(TokenHoldCancel message);
}
