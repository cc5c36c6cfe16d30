/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.protocol.KeyStatus;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.totem.keys.Rekeying;
import io.totemic.totem.keys.core.KeyChange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Writes to the room that changes keys. */
final class KeysOverRooms implements Keys {

    private static final KeyChange CLEAR = new KeyChange.Refused("frames travel in the clear (totem.secauth: off)");

    private final CompletableFuture<NodeGuardian.Rooms> rooms;
    private final ApplicationSide application;

    KeysOverRooms(final CompletableFuture<NodeGuardian.Rooms> rooms, final ApplicationSide application) {
        this.rooms = rooms;
        this.application = application;
    }

    @Override
    public CompletionStage<KeyStatus> status() {
        return ask(Rekeying.GetStatus::new, KeyStatus.CLEAR);
    }

    @Override
    public CompletionStage<KeyChange> load(final ClusterKey key) {
        return ask(replyTo -> new Rekeying.Load(key, replyTo), CLEAR);
    }

    @Override
    public CompletionStage<KeyChange> activate(final int keyId) {
        return ask(replyTo -> new Rekeying.Activate(keyId, replyTo), CLEAR);
    }

    @Override
    public CompletionStage<KeyChange> retire(final int keyId) {
        return ask(replyTo -> new Rekeying.Retire(keyId, replyTo), CLEAR);
    }

    private <T> CompletionStage<T> ask(final Function<ActorRef<T>, Rekeying.Command> question, final T withoutKeys) {
        return rooms.thenCompose(started -> {
            if (started.keys().isEmpty()) {
                return CompletableFuture.completedFuture(withoutKeys);
            }
            final CompletableFuture<T> answer = new CompletableFuture<>();
            final ActorRef<T> asker = application.spawn(
                    Behaviors.receiveMessage(message -> {
                        answer.complete(message);
                        return Behaviors.stopped();
                    }),
                    "totemic-keys-question");
            started.keys().orElseThrow().tell(question.apply(asker));
            return answer;
        });
    }
}
