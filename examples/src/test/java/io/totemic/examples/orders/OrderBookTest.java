/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.orders;

import static io.totemic.simulation.kit.SimulatedCluster.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.replicated.ReplicatedStateMachine.Answer;
import io.totemic.replicated.ReplicatedStateMachine.Command;
import io.totemic.replicated.ReplicatedStateMachine.Done;
import io.totemic.replicated.ReplicatedStateMachine.ReadLocal;
import io.totemic.replicated.ReplicatedStateMachine.View;
import io.totemic.simulation.junit.SimulatedTest;
import io.totemic.simulation.kit.PerNode;
import io.totemic.simulation.kit.Probe;
import io.totemic.simulation.kit.SimulatedCluster;
import java.time.Duration;
import java.util.SplittableRandom;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;

/** Books on three nodes, fed by two streams. */
final class OrderBookTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int ORDERS = 300;

    private static Behavior<Object> feed(
            final int seed,
            final ActorRef<Command<Book, Order, OrderBook.Filled>> book,
            final ActorRef<Answer<OrderBook.Filled>> answers) {
        return Behaviors.setup(context -> {
            final SplittableRandom random = new SplittableRandom(seed);
            Source.range(1, ORDERS)
                    .map(number -> new Order(
                            "trader " + seed,
                            random.nextBoolean() ? Order.Side.BUY : Order.Side.SELL,
                            95 + random.nextInt(11),
                            1 + random.nextInt(10)))
                    .via(OrderBook.flow(book, context.getSystem().scheduler()))
                    .runForeach(answers::tell, Materializer.createMaterializer(context));
            return Behaviors.ignore();
        });
    }

    @SimulatedTest(nodes = 3, seeds = 3)
    void shouldHaveTheSameBookOnEveryNode(final SimulatedCluster cluster) {
        final PerNode<Command<Book, Order, OrderBook.Filled>> books = cluster.spawnOnEach("book", OrderBook::create);
        cluster.start().awaitOneRing().runFor(Duration.ofSeconds(1));
        final Probe<Answer<OrderBook.Filled>> answers = answers(cluster);
        cluster.spawn(1, "feed", node -> feed(1, books.on(1), answers.ref()));
        cluster.spawn(2, "feed", node -> feed(2, books.on(2), answers.ref()));
        // One that was cut off while others traded is given what it missed.
        cluster.runFor(Duration.ofMillis(20)).partition(nodes(1, 2), nodes(3));
        answers.await(2 * ORDERS, SOON);
        cluster.join().awaitOneRing().runFor(Duration.ofSeconds(2));

        final Book first = book(cluster, books, 1);
        assertThat(first.trades()).isPositive();
        assertThat(book(cluster, books, 2)).isEqualTo(first);
        assertThat(book(cluster, books, 3)).isEqualTo(first);
        final long traded = answers.received().stream()
                .filter(Done.class::isInstance)
                .flatMap(answer -> ((Done<OrderBook.Filled>) answer).result().trades().stream())
                .mapToLong(Trade::quantity)
                .sum();
        // What was answered is in the book; an order that was on its way at the partition may be too, without an
        // answer.
        assertThat(traded).isPositive().isLessThanOrEqualTo(first.volume());
    }

    @SuppressWarnings("unchecked")
    private static Probe<Answer<OrderBook.Filled>> answers(final SimulatedCluster cluster) {
        return (Probe<Answer<OrderBook.Filled>>) (Probe<?>) cluster.probe(Answer.class);
    }

    private static Book book(
            final SimulatedCluster cluster,
            final PerNode<Command<Book, Order, OrderBook.Filled>> books,
            final int node) {
        final Probe<Object> probe = cluster.probe(Object.class);
        final ActorRef<View<Book>> replyTo = probe.ref().narrow();
        books.on(node).tell(new ReadLocal<>(replyTo));
        final View<?> view = (View<?>) probe.await(1, SOON).get(0);
        assertThat(view.isServing()).isTrue();
        return (Book) view.state();
    }
}
