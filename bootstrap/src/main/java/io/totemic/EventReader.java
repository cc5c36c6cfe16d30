/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.protocol.group.MemberEvent;

/** Makes of what a member is told in bytes what it is told in messages. */
final class EventReader {

    private EventReader() {}

    static <T> GroupEvent<T> read(final MemberEvent event, final PayloadCodec<T> codec) {
        if (event instanceof MemberEvent.Delivered delivered) {
            return read(delivered, codec);
        }
        if (event instanceof MemberEvent.ConfigurationChanged changed) {
            return new GroupEvent.ConfigurationChanged<>(
                    changed.group(), changed.configuration(), changed.members(), changed.joined(), changed.left());
        }
        return new GroupEvent.FlowControl<>(event.group());
    }

    private static <T> GroupEvent<T> read(final MemberEvent.Delivered delivered, final PayloadCodec<T> codec) {
        final T message;
        try {
            message = codec.decode(delivered.payload());
        } catch (final UnreadableMessageException e) {
            return new GroupEvent.Unreadable<>(
                    delivered.group(), delivered.sender(), delivered.position(), delivered.payload(), e.getMessage());
        }
        return new GroupEvent.Delivered<>(delivered.group(), delivered.sender(), delivered.position(), message);
    }
}
