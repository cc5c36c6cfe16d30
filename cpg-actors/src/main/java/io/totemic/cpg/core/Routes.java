/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Who is told on this node what a member sends. Answers are kept until somebody comes or goes.
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
    private final Map<NodeId, Int2ObjectHashMap<Route>> routes = new HashMap<>();

    Routes(final GroupDirectory directory, final Map<String, TreeMap<Integer, LocalMember>> localsOf) {
        this.directory = directory;
        this.localsOf = localsOf;
    }

    /** The route of the member with that number on {@code node}. */
    Route of(final NodeId node, final int number) {
        final Int2ObjectHashMap<Route> known = routes.get(node);
        final Route route = known == null ? null : known.get(number);
        return route == null ? find(new GroupMember(node, number)) : route;
    }

    private Route find(final GroupMember sender) {
        final String group = directory.groupOf(sender);
        if (group == null) {
            // Not kept: whoever invents members would fill the memory with them.
            return new Route(sender, null, List.of());
        }
        final TreeMap<Integer, LocalMember> receivers = localsOf.get(group);
        final Route route = new Route(sender, group, receivers == null ? List.of() : receivers.values());
        routes.computeIfAbsent(sender.node(), node -> new Int2ObjectHashMap<>()).put(sender.number(), route);
        return route;
    }

    /** Somebody came, went, or joined on this node. */
    void forget() {
        routes.clear();
    }
}
