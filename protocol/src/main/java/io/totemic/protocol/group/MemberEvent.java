/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.group;

import java.util.List;
import java.util.SortedMap;

/** What a member of a group is told, in one order at all members but for {@link FlowControl}. */
public sealed interface MemberEvent {

    /** Name of the group. */
    String group();

    /**
     * A message.
     *
     * @param sender who sent it; perhaps the receiver itself
     * @param position its place in the order
     * @param content its bytes. A long message is not copied for who looks at a part of them only; while it is held it keeps the
     *     packets in which it came, at most twice its length
     */
    record Delivered(String group, GroupMember sender, Position position, Payload content) implements MemberEvent {

        /** A message with these bytes. */
        public Delivered(final String group, final GroupMember sender, final Position position, final byte[] payload) {
            this(group, sender, position, Payload.of(payload));
        }

        /** Its bytes in one array, to be read only; see {@link Payload#bytes()}. */
        public byte[] payload() {
            return content.bytes();
        }
    }

    /**
     * The group has another configuration.
     *
     * <p>The first that a member is told is its own join. A regular configuration on another ring comes first without those that it
     * brings, then, on the same ring, with them: a member that was away and is back has left and has joined. A transitional
     * configuration takes nobody from the group, but only members on its nodes are sure to be told what follows, up to the next
     * regular one. Joins and leaves that were on their way come in it as messages do.
     *
     * @param members all members after the change, ascending
     * @param joined who joined, and why
     * @param left who left, and why
     */
    record ConfigurationChanged(
            String group,
            GroupConfiguration configuration,
            List<GroupMember> members,
            SortedMap<GroupMember, ChangeReason> joined,
            SortedMap<GroupMember, ChangeReason> left)
            implements MemberEvent {}

    /** Not a part of the order: a multicast of this member was refused with {@code TryAgain}, and would be taken now. */
    record FlowControl(String group) implements MemberEvent {}
}
