/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.Position;
import java.util.List;
import java.util.SortedMap;

/**
 * What a member of a group is told. {@link Delivered}, {@link Unreadable} and {@link ConfigurationChanged} come in one order at all members:
 * those that go from one configuration to the next together were told the same in between.
 *
 * @param <T> type of the messages
 */
public sealed interface GroupEvent<T> {

    /** Name of the group. */
    String group();

    /** The class of the events of any group, for message adapters: {@code context.messageAdapter(GroupEvent.classOf(), Told::new)}. */
    @SuppressWarnings("unchecked") // a class object knows nothing of type arguments
    static <T> Class<GroupEvent<T>> classOf() {
        return (Class<GroupEvent<T>>) (Class<?>) GroupEvent.class;
    }

    /** What {@code event} says to members that read their messages with {@code codec}. */
    static <T> GroupEvent<T> of(final MemberEvent event, final PayloadCodec<T> codec) {
        return EventReader.read(event, codec);
    }

    /**
     * A message.
     *
     * @param sender who sent it; perhaps the receiver itself
     * @param position its place in the order
     * @param message what was sent, read anew at each receiver
     */
    record Delivered<T>(String group, GroupMember sender, Position position, T message) implements GroupEvent<T> {}

    /**
     * A message that this member cannot read. It keeps its place, so that the order is the same for those who can.
     *
     * @param sender who sent it
     * @param position its place in the order
     * @param payload its bytes, to be read only
     * @param reason why it cannot be read
     */
    record Unreadable<T>(String group, GroupMember sender, Position position, byte[] payload, String reason)
            implements GroupEvent<T> {}

    /**
     * The group has another configuration.
     *
     * <p>The first that a member is told is its own join. A regular configuration on another ring comes first without those that it
     * brings, then, on the same ring, with them: a member that was away and is back has left and has joined. A transitional
     * configuration takes nobody from the group, but only members on its nodes are sure to be told what follows, up to the next
     * regular one.
     *
     * @param configuration the ring under the group, and its quorum
     * @param members all members after the change, ascending
     * @param joined who joined, and why
     * @param left who left, and why
     */
    record ConfigurationChanged<T>(
            String group,
            GroupConfiguration configuration,
            List<GroupMember> members,
            SortedMap<GroupMember, ChangeReason> joined,
            SortedMap<GroupMember, ChangeReason> left)
            implements GroupEvent<T> {}

    /** Not a part of the order: a multicast of this member was answered with {@code TryAgain}, and would be taken now. */
    record FlowControl<T>(String group) implements GroupEvent<T> {}
}
