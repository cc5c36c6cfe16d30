/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg;

import io.totemic.cpg.core.ChangeReason;
import io.totemic.cpg.core.GroupMember;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import java.util.List;
import java.util.SortedMap;

/** What a member of a group is told, in one order at all members. */
public sealed interface GroupEvent {

    /** Name of the group. */
    String group();

    /**
     * A message.
     *
     * @param sender who sent it; perhaps the receiver itself
     * @param ringId the ring on which it was ordered
     * @param seq place of its frame in the order of that ring; messages of one frame share it
     * @param payload to be read only
     */
    record Delivered(String group, GroupMember sender, RingId ringId, int seq, byte[] payload) implements GroupEvent {}

    /**
     * The membership of the group has changed.
     *
     * @param members all members after the change, ascending
     * @param joined who joined, and why
     * @param left who left, and why
     * @param verdict of the tally on the configuration in which it changed
     */
    record MembersChanged(
            String group,
            List<GroupMember> members,
            SortedMap<GroupMember, ChangeReason> joined,
            SortedMap<GroupMember, ChangeReason> left,
            QuorumVerdict verdict)
            implements GroupEvent {}

    /**
     * A new ring is in force and its members are synchronised. Comes before the changes of groups that it brings.
     *
     * @param ringId the ring
     * @param nodes its members
     * @param companions those of them that came along from the last ring that was told here: what was delivered to the group
     *     there was delivered here
     * @param verdict of the tally
     */
    record RingChanged(String group, RingId ringId, NodeSet nodes, NodeSet companions, QuorumVerdict verdict)
            implements GroupEvent {}
}
