/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is told on this node what a member sends. Messages of one member mostly come many at a time, so the last answer is kept.
 *
 * <p>Not thread-safe; called only by the cpg actor.
 */
final class Routes {

    /**
     * Of what one member sends.
     *
     * @param group its group; null if it is in none
     * @param receivers members of that group on this node
     */
    record Route(GroupMember sender, String group, Collection<LocalMember> receivers) {}

    private final GroupDirectory directory;
    private final Map<String, TreeMap<Integer, LocalMember>> localsOf;
    private Route last;

    Routes(final GroupDirectory directory, final Map<String, TreeMap<Integer, LocalMember>> localsOf) {
        this.directory = directory;
        this.localsOf = localsOf;
    }

    /** The route of the member with that number on {@code node}. */
    Route of(final NodeId node, final int number) {
        if (last == null
                || last.sender.number() != number
                || !last.sender.node().equals(node)) {
            final GroupMember sender = new GroupMember(node, number);
            final String group = directory.groupOf(sender);
            final TreeMap<Integer, LocalMember> receivers = group == null ? null : localsOf.get(group);
            last = new Route(sender, group, receivers == null ? List.of() : receivers.values());
        }
        return last;
    }

    /** Somebody came, went, or joined on this node. */
    void forget() {
        last = null;
    }
}
