/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.kit;

import io.totemic.protocol.NodeId;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * One actor on each node that is up, spawned again whenever its node starts. Made by {@link SimulatedCluster#spawnOnEach}.
 *
 * @param <T> what it takes
 */
public final class PerNode<T> {

    private final SimulatedCluster cluster;
    private final String name;
    private final TreeMap<NodeId, ActorRef<T>> current = new TreeMap<>();

    PerNode(final SimulatedCluster cluster, final String name) {
        this.cluster = cluster;
        this.name = name;
    }

    void spawned(final NodeId node, final ActorRef<T> actor) {
        current.put(node, actor);
    }

    /** The actor on that node; fails the test if the node is down. */
    public ActorRef<T> on(final int node) {
        if (!cluster.view(node).isUp()) {
            throw cluster.failure("there is no " + name + " on node " + node + ", which is down", null);
        }
        return current.get(NodeId.of(node));
    }

    /** Tells the actor on that node something; it reads it when the cluster runs next. Returns this. */
    public PerNode<T> tell(final int node, final T message) {
        on(node).tell(message);
        return this;
    }
}
