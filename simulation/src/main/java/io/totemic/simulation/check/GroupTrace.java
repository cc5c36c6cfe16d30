/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.group.GroupMember;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The further members of groups in a run, several on a node, and what the nodes said of all groups at the end. */
public final class GroupTrace {

    /** The name of the group in which every node has one member. */
    public static final String COMMON = "simulated";

    private final List<MemberLog> members = new ArrayList<>();
    private final Map<Trace.ProcessId, Integer> membersOf = new HashMap<>();
    private final Map<Trace.ProcessId, SortedMap<String, List<GroupMember>>> directories = new LinkedHashMap<>();

    /** {@code process} has one more member, which asks to join {@code group}. */
    public MemberLog begin(final Trace.ProcessId process, final String group) {
        final MemberLog log = new MemberLog(process, group, membersOf.merge(process, 1, Integer::sum));
        members.add(log);
        return log;
    }

    /** All further members, in the order in which they asked to join. */
    public List<MemberLog> members() {
        return Collections.unmodifiableList(members);
    }

    /** When the run had drained, {@code process} said that these are the groups and their members. */
    public void directory(final Trace.ProcessId process, final SortedMap<String, List<GroupMember>> groups) {
        directories.put(process, groups);
    }

    /** What the processes said at the end of groups and their members. */
    Map<Trace.ProcessId, SortedMap<String, List<GroupMember>>> directories() {
        return Collections.unmodifiableMap(directories);
    }

    /**
     * The logs of the members of that name, of one incarnation of their node or another; and those on that node that may have been given it,
     * since their node died before it told them.
     */
    List<MemberLog> named(final String group, final GroupMember member) {
        return members.stream()
                .filter(log -> log.group().equals(group)
                        && (log.member() == null
                                ? log.process().node().equals(member.node())
                                : log.member().equals(member)))
                .toList();
    }
}
