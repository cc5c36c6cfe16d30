/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.protocol.group.MemberEvent;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;

/** Joins groups for listeners that want messages instead of bytes. */
final class TypedMembership {

    private TypedMembership() {}

    static <T> CompletionStage<Group<T>> join(
            final TotemicNode node,
            final ApplicationSide application,
            final String group,
            final PayloadCodec<T> codec,
            final ActorRef<GroupEvent<T>> listener) {
        final ActorRef<Object> adapter = application.spawn(MemberAdapter.create(listener, codec), "totemic-member");
        final ActorRef<MemberEvent> events = adapter.narrow();
        return node.joinBytes(group, events, MemberAdapter.WINDOW_BYTES)
                .whenComplete((joined, failure) ->
                        adapter.tell(failure == null ? new MemberAdapter.Joined(joined) : new MemberAdapter.Refused()))
                .thenApply(joined -> Group.of(joined, codec));
    }
}
