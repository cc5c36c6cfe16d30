/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import static io.totemic.simulation.kit.SimulatedCluster.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.lock.DistributedLock;
import io.totemic.lock.DistributedLock.Acquire;
import io.totemic.lock.DistributedLock.Command;
import io.totemic.lock.DistributedLock.Event;
import io.totemic.lock.DistributedLock.Granted;
import io.totemic.lock.DistributedLock.Lost;
import io.totemic.lock.DistributedLock.Release;
import io.totemic.lock.DistributedLock.Released;
import io.totemic.lock.DistributedLock.State;
import io.totemic.lock.DistributedLock.Subscribe;
import io.totemic.lock.DistributedLock.Suspended;
import io.totemic.protocol.NodeId;
import io.totemic.replicated.Place;
import io.totemic.replicated.Role;
import io.totemic.simulation.junit.SimulatedTest;
import io.totemic.simulation.kit.PerNode;
import io.totemic.simulation.kit.Probe;
import io.totemic.simulation.kit.SimulatedCluster;
import java.time.Duration;
import java.util.List;

final class DistributedLockTest {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration A_WHILE = Duration.ofSeconds(15);

    @SimulatedTest(nodes = 3)
    void shouldPassInTurnWithGrowingTokens(final SimulatedCluster cluster) {
        final PerNode<Command> locks = locks(cluster);
        final Probe<Event> first = cluster.probe(Event.class);
        final Probe<Event> second = cluster.probe(Event.class);

        locks.tell(1, new Acquire(first.ref()));
        first.await(1, A_WHILE);
        locks.tell(2, new Acquire(second.ref()));
        cluster.runFor(SOON);
        assertThat(second.received()).isEmpty();

        locks.tell(1, new Release(first.ref()));
        second.await(1, SOON);
        first.await(2, SOON);
        assertThat(first.last()).isEqualTo(new Released());
        assertThat(token(second)).isGreaterThan(token(first.received().get(0)));
    }

    @SimulatedTest(nodes = 3)
    void shouldPassOnWhenItsHolderIsCutOff(final SimulatedCluster cluster) {
        final PerNode<Command> locks = locks(cluster);
        final Probe<Event> first = cluster.probe(Event.class);
        final Probe<Event> second = cluster.probe(Event.class);
        locks.tell(1, new Acquire(first.ref()));
        first.await(1, A_WHILE);
        locks.tell(2, new Acquire(second.ref()));
        cluster.runFor(SOON).partition(nodes(1), nodes(2, 3));

        first.await(2, A_WHILE);
        assertThat(first.last()).isEqualTo(new Suspended());
        assertThat(second.received()).isEmpty();
        second.await(1, A_WHILE);

        cluster.settle();
        assertThat(first.last()).isEqualTo(new Lost());
        assertThat(second.received()).contains(new Suspended());
        assertThat(second.last()).isEqualTo(second.received().get(0));
    }

    @SimulatedTest(nodes = 3)
    void shouldKeepItsHolderWhenOthersAreLost(final SimulatedCluster cluster) {
        final PerNode<Command> locks = locks(cluster);
        final Probe<Event> owner = cluster.probe(Event.class);
        locks.tell(1, new Acquire(owner.ref()));
        owner.await(1, A_WHILE);

        cluster.crash(3);
        owner.await(3, A_WHILE);

        final Event granted = owner.received().get(0);
        assertThat(owner.received()).isEqualTo(List.of(granted, new Suspended(), granted));
    }

    @SimulatedTest(nodes = 3)
    void shouldTellWhoHasIt(final SimulatedCluster cluster) {
        final PerNode<Command> locks = locks(cluster);
        final Probe<State> state = cluster.probe(State.class);
        locks.tell(3, new Subscribe(state.ref()));
        locks.tell(1, new Acquire(cluster.probe(Event.class).ref()));
        cluster.runFor(SOON);
        locks.tell(2, new Acquire(cluster.probe(Event.class).ref()));
        cluster.runFor(SOON);

        assertThat(state.last()).isEqualTo(new State(Role.SERVING, NodeId.of(1), 1));
    }

    private static PerNode<Command> locks(final SimulatedCluster cluster) {
        final PerNode<Command> locks = cluster.spawnOnEach("lock", node -> DistributedLock.create(node, "it"));
        cluster.start().awaitOneRing().runFor(SOON);
        return locks;
    }

    private static Place token(final Probe<Event> probe) {
        return token(probe.last());
    }

    private static Place token(final Event event) {
        return ((Granted) event).token();
    }
}
