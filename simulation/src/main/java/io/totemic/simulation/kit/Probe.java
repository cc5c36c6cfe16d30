/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Where actors answer the test. It is on no node and lives as long as the run. Made by {@link SimulatedCluster#probe}.
 *
 * @param <T> what it takes
 */
public final class Probe<T> {

    private final SimulatedCluster cluster;
    private final List<T> received = new ArrayList<>();
    private ActorRef<T> ref;

    Probe(final SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    void readAs(final ActorRef<T> newRef) {
        ref = newRef;
    }

    void note(final T message) {
        received.add(message);
    }

    /** Write here. */
    public ActorRef<T> ref() {
        return ref;
    }

    /** What was received since the begin or the last {@link #clear}, in order. */
    public List<T> received() {
        return List.copyOf(received);
    }

    /** What was received last; fails the test if that is nothing. */
    public T last() {
        if (received.isEmpty()) {
            throw cluster.failure("the probe has received nothing", null);
        }
        return received.get(received.size() - 1);
    }

    /** Forgets what was received. Returns this. */
    public Probe<T> clear() {
        received.clear();
        return this;
    }

    /** Lets the cluster run until so many messages are there, and returns all; fails the test if they are not by then. */
    public List<T> await(final int messages, final Duration atMost) {
        cluster.runUntil(
                () -> "the probe has " + messages + " messages; it has " + received,
                () -> received.size() >= messages,
                atMost);
        return received();
    }
}
