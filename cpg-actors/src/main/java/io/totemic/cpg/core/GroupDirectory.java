/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is in which group, on all nodes of the configuration. Its changes come in the total order, so it is the same everywhere.
 *
 * <p>Not thread-safe; called only by the cpg actor.
 */
public final class GroupDirectory {

    private final TreeMap<GroupMember, String> groupOf = new TreeMap<>();
    private final TreeMap<String, TreeSet<GroupMember>> membersOf = new TreeMap<>();

    /** The group of a member, null if it is in none. */
    public String groupOf(final GroupMember member) {
        return groupOf.get(member);
    }

    /** Members of a group, ascending; none if there is no such group. */
    public List<GroupMember> membersOf(final String group) {
        return List.copyOf(membersOf.getOrDefault(group, new TreeSet<>()));
    }

    /** All groups by name, each with its members, ascending. */
    public SortedMap<String, List<GroupMember>> groups() {
        final TreeMap<String, List<GroupMember>> groups = new TreeMap<>();
        membersOf.forEach((group, members) -> groups.put(group, List.copyOf(members)));
        return Collections.unmodifiableSortedMap(groups);
    }

    /** The groups with members on {@code node}, with their numbers: that node's join list. */
    public SortedMap<String, List<Integer>> membersOn(final NodeId node) {
        final TreeMap<String, List<Integer>> groups = new TreeMap<>();
        groupOf.forEach((member, name) -> {
            if (member.node().equals(node)) {
                groups.computeIfAbsent(name, key -> new ArrayList<>()).add(member.number());
            }
        });
        return groups;
    }

    private void put(final GroupMember member, final String group) {
        groupOf.put(member, group);
        membersOf.computeIfAbsent(group, key -> new TreeSet<>()).add(member);
    }

    private String remove(final GroupMember member) {
        final String group = groupOf.remove(member);
        if (group != null) {
            final TreeSet<GroupMember> members = membersOf.get(group);
            members.remove(member);
            if (members.isEmpty()) {
                membersOf.remove(group);
            }
        }
        return group;
    }

    /** A delivered JOIN; null if the member is in already. */
    public MembershipChange onJoin(final GroupMember member, final String group) {
        if (groupOf.containsKey(member)) {
            return null;
        }
        put(member, group);
        return change(group, one(member, ChangeReason.JOIN), new TreeMap<>());
    }

    /** A delivered LEAVE; null if the member was in no group. */
    public MembershipChange onLeave(final GroupMember member, final ChangeReason reason) {
        final String group = remove(member);
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
    DirectoryMerge onSynchronised(final NodeSet companions, final SortedMap<NodeId, byte[]> joinLists) {
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
        left.values().forEach(members -> members.keySet().forEach(this::remove));
        for (final Map.Entry<GroupMember, String> entry : present.entrySet()) {
            if (!groupOf.containsKey(entry.getKey())) {
                note(joined, entry.getValue(), entry.getKey(), ChangeReason.NODEUP);
            }
        }
        final TreeMap<String, MembershipChange> leaving = new TreeMap<>();
        left.forEach((group, members) -> leaving.put(group, change(group, new TreeMap<>(), members)));
        final TreeMap<String, List<GroupMember>> before = new TreeMap<>();
        joined.keySet().forEach(group -> before.put(group, membersOf(group)));
        final TreeMap<String, MembershipChange> joining = new TreeMap<>();
        joined.forEach((group, members) -> {
            members.keySet().forEach(member -> put(member, group));
            joining.put(group, change(group, members, new TreeMap<>()));
        });
        return new DirectoryMerge(leaving, joining, before);
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
