/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.protocol.KeyStatus;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.totem.keys.core.KeyChange;
import java.util.concurrent.CompletionStage;

/**
 * The change of the key of a cluster while it runs: a second key is loaded at each node, then all seal with it, then the first one is
 * dropped. Until then the first one can be made active again.
 *
 * <p>Safe from any thread; no future is completed on the ring loop. Without encryption everything is refused. What is asked of a node that has died
 * is not answered.
 */
public interface Keys {

    /** Which keys each node has, and which one it seals with. */
    CompletionStage<KeyStatus> status();

    /** Gives this node a second key; frames of both are taken from there on. */
    CompletionStage<KeyChange> load(ClusterKey key);

    /** Lets all members seal with this key; refused, with their names, as long as some have not loaded it. */
    CompletionStage<KeyChange> activate(int keyId);

    /** Lets all members drop this key; refused as long as some seal with it. */
    CompletionStage<KeyChange> retire(int keyId);
}
