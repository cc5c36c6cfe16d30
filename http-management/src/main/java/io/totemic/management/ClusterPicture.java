/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import io.totemic.ClusterView;
import io.totemic.config.NodeConfig;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Turns what a node knows into the view that is sent. Members stand in ring order, nodes outside in the order of the file.
 */
final class ClusterPicture {

    private static final String UP = "Up";

    private final ClusterView cluster;
    private final NodeAddresses addresses;

    ClusterPicture(final ClusterView cluster, final NodeAddresses addresses) {
        this.cluster = Objects.requireNonNull(cluster, "cluster");
        this.addresses = Objects.requireNonNull(addresses, "addresses");
    }

    MembersView members() {
        final NodeSet ring = cluster.membership().members();
        final List<MemberView> members = new ArrayList<>();
        final List<String> observers = new ArrayList<>();
        for (final NodeId id : ring) {
            final MemberView member = member(id);
            members.add(member);
            observers.add(member.node());
        }
        final String self = addresses.of(cluster.self());
        if (observers.isEmpty()) {
            observers.add(self);
        }
        final List<UnreachableView> unreachable = new ArrayList<>();
        for (final NodeConfig node : cluster.configured()) {
            if (!ring.contains(node.nodeId())) {
                unreachable.add(new UnreachableView(addresses.of(node), observers));
            }
        }
        final String representative = ring.isEmpty() ? null : observers.get(0);
        return new MembersView(
                self,
                members,
                unreachable,
                representative,
                representative,
                Map.of(),
                ring.isEmpty() ? null : String.valueOf(cluster.membership().installedRingId()),
                cluster.membership().state().name(),
                QuorumView.of(cluster.verdict()));
    }

    private MemberView member(final NodeId id) {
        for (final NodeConfig node : cluster.configured()) {
            if (node.nodeId().equals(id)) {
                return new MemberView(
                        addresses.of(node),
                        id.toString(),
                        UP,
                        List.of(),
                        id.unsigned(),
                        node.name(),
                        node.ringAddresses(),
                        node.quorumVotes());
            }
        }
        return new MemberView(addresses.ofStranger(id), id.toString(), UP, List.of(), id.unsigned(), "", List.of(), 0);
    }
}
