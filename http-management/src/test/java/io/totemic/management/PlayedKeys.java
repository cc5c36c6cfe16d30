/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import io.totemic.Keys;
import io.totemic.protocol.KeyStatus;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.message.KeyState;
import io.totemic.totem.keys.core.KeyChange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keys of node 1, which has another one active; node 2 is down. */
final class PlayedKeys implements Keys {

    @Override
    public CompletionStage<KeyStatus> status() {
        final KeyState state = new KeyState(1, 0xB0, 0);
        final List<Integer> live = List.of(0xA0, 0xB0);
        return CompletableFuture.completedFuture(new KeyStatus(
                true,
                state,
                live,
                List.of(
                        new KeyStatus.NodeKeys(NodeId.of(1), Optional.of(new KeyStatus.MemberKeys(state, live))),
                        new KeyStatus.NodeKeys(NodeId.of(2), Optional.empty()))));
    }

    @Override
    public CompletionStage<KeyChange> load(final ClusterKey key) {
        throw new UnsupportedOperationException("HTTP changes nothing");
    }

    @Override
    public CompletionStage<KeyChange> activate(final int keyId) {
        throw new UnsupportedOperationException("HTTP changes nothing");
    }

    @Override
    public CompletionStage<KeyChange> retire(final int keyId) {
        throw new UnsupportedOperationException("HTTP changes nothing");
    }
}
