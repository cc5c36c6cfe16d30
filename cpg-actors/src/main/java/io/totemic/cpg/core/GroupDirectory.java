/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who is in which group, on all nodes of the configuration. Its changes come in the total order, so it is the same everywhere.
 *
 * <p>Not thread-safe; called only by the cpg actor.
 */
public final class GroupDirectory {

    private final TreeMap<GroupMember, String> groupOf = new TreeMap<>();

    /** The group of a member, null if it is in none. */
    public String groupOf(final GroupMember member) {
        return groupOf.get(member);
    }

    /** Members of a group, ascending. */
    public List<GroupMember> membersOf(final String group) {
        final List<GroupMember> members = new ArrayList<>();
        groupOf.forEach((member, name) -> {
            if (name.equals(group)) {
                members.add(member);
            }
        });
        return members;
    }

    /** Members on {@code node} by number, with their groups: that node's join list. */
    public SortedMap<Integer, String> membersOn(final NodeId node) {
        final TreeMap<Integer, String> members = new TreeMap<>();
        groupOf.forEach((member, name) -> {
            if (member.node().equals(node)) {
                members.put(member.number(), name);
            }
        });
        return members;
    }

    /** A delivered JOIN; null if the member is in already. */
    public MembershipChange onJoin(final GroupMember member, final String group) {
        if (groupOf.putIfAbsent(member, group) != null) {
            return null;
        }
        return change(group, one(member, ChangeReason.JOIN), new TreeMap<>());
    }

    /** A delivered LEAVE; null if the member was in no group. */
    public MembershipChange onLeave(final GroupMember member, final ChangeReason reason) {
        final String group = groupOf.remove(member);
        return group == null ? null : change(group, new TreeMap<>(), one(member, reason));
    }

    /**
     * The members of a configuration have exchanged their join lists.
     *
     * <p>A member of a node that did not come along all the way has left with its node, even if it is back: it has not seen
     * what was delivered here. So the changes of leaving come first, then those of joining.
     *
     * @param companions nodes that went through every configuration together with us since the last exchange
     * @param joinLists join list of each node of the configuration
     */
    public List<MembershipChange> onSynchronised(final NodeSet companions, final SortedMap<NodeId, byte[]> joinLists) {
        final TreeMap<GroupMember, String> present = new TreeMap<>();
        joinLists.forEach((node, list) -> CpgMessage.readJoinList(list)
                .forEach((number, group) -> present.put(new GroupMember(node, number), group)));

        final TreeMap<String, TreeMap<GroupMember, ChangeReason>> left = new TreeMap<>();
        final TreeMap<String, TreeMap<GroupMember, ChangeReason>> joined = new TreeMap<>();
        for (final Map.Entry<GroupMember, String> entry : groupOf.entrySet()) {
            final GroupMember member = entry.getKey();
            if (!companions.contains(member.node())) {
                note(left, entry.getValue(), member, ChangeReason.NODEDOWN);
            } else if (!present.containsKey(member)) {
                note(left, entry.getValue(), member, ChangeReason.PROCDOWN);
            }
        }
        left.values().forEach(members -> members.keySet().forEach(groupOf::remove));
        for (final Map.Entry<GroupMember, String> entry : present.entrySet()) {
            if (!groupOf.containsKey(entry.getKey())) {
                note(joined, entry.getValue(), entry.getKey(), ChangeReason.NODEUP);
            }
        }
        final List<MembershipChange> changes = new ArrayList<>();
        left.forEach((group, members) -> changes.add(change(group, new TreeMap<>(), members)));
        joined.forEach((group, members) -> {
            members.keySet().forEach(member -> groupOf.put(member, group));
            changes.add(change(group, members, new TreeMap<>()));
        });
        return changes;
    }

    private MembershipChange change(
            final String group,
            final SortedMap<GroupMember, ChangeReason> joined,
            final SortedMap<GroupMember, ChangeReason> left) {
        return new MembershipChange(group, membersOf(group), joined, left);
    }

    private static TreeMap<GroupMember, ChangeReason> one(final GroupMember member, final ChangeReason reason) {
        final TreeMap<GroupMember, ChangeReason> map = new TreeMap<>();
        map.put(member, reason);
        return map;
    }

    private static void note(
            final TreeMap<String, TreeMap<GroupMember, ChangeReason>> changes,
            final String group,
            final GroupMember member,
            final ChangeReason reason) {
        changes.computeIfAbsent(group, name -> new TreeMap<>()).put(member, reason);
    }
}
