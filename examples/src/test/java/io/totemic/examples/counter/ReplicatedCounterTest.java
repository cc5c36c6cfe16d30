/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.counter;

import static io.totemic.simulation.kit.SimulatedCluster.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.TotemicNode;
import io.totemic.examples.counter.ReplicatedCounter.Add;
import io.totemic.examples.counter.ReplicatedCounter.Answer;
import io.totemic.examples.counter.ReplicatedCounter.Command;
import io.totemic.examples.counter.ReplicatedCounter.GetValue;
import io.totemic.examples.counter.ReplicatedCounter.TryAgain;
import io.totemic.examples.counter.ReplicatedCounter.Value;
import io.totemic.simulation.junit.SimulatedTest;
import io.totemic.simulation.kit.PerNode;
import io.totemic.simulation.kit.Probe;
import io.totemic.simulation.kit.Seeds;
import io.totemic.simulation.kit.SimulatedCluster;
import io.totemic.simulation.kit.SimulationFailure;
import io.totemic.simulation.schedule.FaultProfile;
import java.time.Duration;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.junit.jupiter.api.Test;

final class ReplicatedCounterTest {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    @SimulatedTest(nodes = 3)
    void shouldCountOnEveryNodeWhatAnyNodeAdds(final SimulatedCluster cluster) {
        final PerNode<Command> counters = counting(cluster);

        assertThat(add(cluster, counters, 1, 5)).isEqualTo(new Value(5));
        assertThat(add(cluster, counters, 3, 2)).isEqualTo(new Value(7));

        cluster.runFor(SOON);
        assertThat(get(cluster, counters, 2)).isEqualTo(new Value(7));
    }

    @SimulatedTest(nodes = 3)
    void shouldGoOnWithQuorumAndCatchUpAfterAPartition(final SimulatedCluster cluster) {
        final PerNode<Command> counters = counting(cluster);

        cluster.partition(nodes(1), nodes(2, 3)).awaitRing(A_WHILE, 2, 3).awaitRing(A_WHILE, 1);
        cluster.runFor(SOON);
        assertThat(add(cluster, counters, 1, 100)).isEqualTo(new TryAgain());
        assertThat(add(cluster, counters, 2, 5)).isEqualTo(new Value(5));

        cluster.join().awaitOneRing().runFor(SOON);
        assertThat(get(cluster, counters, 1)).isEqualTo(new Value(5));
    }

    @SimulatedTest(nodes = 3)
    void shouldNotCountWhileNobodyIsThereWhoKnowsTheSum(final SimulatedCluster cluster) {
        final PerNode<Command> counters = counting(cluster);
        cluster.partition(nodes(1, 2), nodes(3)).awaitRing(A_WHILE, 1, 2).runFor(SOON);
        assertThat(add(cluster, counters, 1, 5)).isEqualTo(new Value(5));

        // 2 has forgotten, 3 was cut off: together they are quorate, and neither knows of the 5.
        cluster.crash(2)
                .partition(nodes(1), nodes(2, 3))
                .start(2)
                .awaitRing(A_WHILE, 2, 3)
                .runFor(SOON);
        cluster.expectQuorate(2, 3);
        assertThat(get(cluster, counters, 3)).isEqualTo(new TryAgain());

        cluster.join().awaitOneRing().runFor(SOON);
        assertThat(get(cluster, counters, 3)).isEqualTo(new Value(5));
    }

    @SimulatedTest(nodes = 5, seeds = 40)
    void shouldLoseNothingThatTheQuorumHasCounted(final SimulatedCluster cluster) {
        checkUnderFaults(cluster, ReplicatedCounter::create);
    }

    @Test
    void shouldFindThePlantedBug() {
        assertThatThrownBy(() -> Seeds.ofNodes(5)
                        .count(100)
                        .check(cluster -> checkUnderFaults(cluster, TrustingCounter::create)))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("is lost")
                .hasMessageContaining("replay with -Dtotemic.seed=");
    }

    private static void checkUnderFaults(
            final SimulatedCluster cluster, final Function<TotemicNode, Behavior<Command>> counter) {
        final PerNode<Command> counters = cluster.spawnOnEach("counter", counter);
        final Ledger ledger = new Ledger(cluster);
        cluster.spawnOnEach(
                "client", node -> Client.create(node, counters.on(node.self().value()), ledger));
        cluster.start().awaitOneRing();

        cluster.injectFaults(FaultProfile.DEFAULT, Duration.ofSeconds(20));
        ledger.close();
        cluster.settle();

        final Answer answer = get(cluster, counters, 1);
        assertThat(answer).isInstanceOf(Value.class);
        cluster.up().forEach(node -> assertThat(get(cluster, counters, node.value()))
                .as("answer of node " + node)
                .isEqualTo(answer));
        assertThat(ledger.mistakesOf(((Value) answer).value())).isEmpty();
    }

    private static PerNode<Command> counting(final SimulatedCluster cluster) {
        final PerNode<Command> counters = cluster.spawnOnEach("counter", ReplicatedCounter::create);
        cluster.start().awaitOneRing().runFor(SOON);
        return counters;
    }

    private static Answer add(
            final SimulatedCluster cluster, final PerNode<Command> counters, final int node, final long amount) {
        return ask(cluster, counters.on(node), replyTo -> new Add(amount, replyTo));
    }

    private static Answer get(final SimulatedCluster cluster, final PerNode<Command> counters, final int node) {
        return ask(cluster, counters.on(node), GetValue::new);
    }

    private static Answer ask(
            final SimulatedCluster cluster,
            final ActorRef<Command> counter,
            final Function<ActorRef<Answer>, Command> question) {
        final Probe<Answer> probe = cluster.probe(Answer.class);
        counter.tell(question.apply(probe.ref()));
        return probe.await(1, A_WHILE).get(0);
    }
}
