/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.orders;

import io.totemic.GroupEvent;
import io.totemic.Totemic;
import io.totemic.examples.ExampleSystem;
import io.totemic.protocol.group.SendOptions;
import io.totemic.replicated.ReplicatedStateMachine.Command;
import io.totemic.replicated.ReplicatedStateMachine.Done;
import io.totemic.replicated.ReplicatedStateMachine.Subscribe;
import io.totemic.replicated.ReplicatedStateMachine.View;
import io.totemic.stream.GroupStreams;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * A node of the market. With a number behind the node, a trader there sends so many orders a second, drawn at random; without one the node
 * only watches: it prints each trade, and the book whenever it has changed, at most once a second.
 */
public final class OrderBookNode {

    private static final int FAIR_PRICE = 100;
    private static final int SPREAD = 5;
    private static final int QUANTITY_MAX = 10;

    private OrderBookNode() {}

    /** Takes the node and, if it is to trade, orders a second. */
    public static void main(final String[] arguments) {
        final ActorSystem<Void> system = ExampleSystem.start(Behaviors.empty(), "orders", arguments[0]);
        final Totemic node = Totemic.get(system);
        final ActorRef<Command<Book, Order, OrderBook.Filled>> book =
                system.systemActorOf(OrderBook.create(node), "book", Props.empty());
        book.tell(new Subscribe<>(system.systemActorOf(printing(), "printer", Props.empty())));
        final var tape = GroupStreams.source(node, OrderBook.TAPE, Trade.class);
        if (arguments.length > 1) {
            final int ordersPerSecond = Integer.parseInt(arguments[1]);
            tape.toMat(Sink.ignore(), Keep.left()).run(system).thenAccept(group -> Source.tick(
                            Duration.ZERO, Duration.ofSeconds(1).dividedBy(ordersPerSecond), "order")
                    .statefulMap(
                            Random::new,
                            (random, tick) -> Pair.create(random, random("trader " + arguments[0], random)),
                            random -> Optional.empty())
                    .via(OrderBook.flow(book, system.scheduler()))
                    .mapConcat(answer -> answer instanceof Done<OrderBook.Filled> done
                            ? done.result().trades()
                            : List.<Trade>of())
                    .runWith(GroupStreams.sink(group, SendOptions.AGREED), system));
        } else {
            tape.runForeach(
                    event -> {
                        if (event instanceof GroupEvent.Delivered<Trade> delivered) {
                            System.out.println(delivered.message());
                        }
                    },
                    system);
        }
    }

    private static Order random(final String trader, final Random random) {
        return new Order(
                trader,
                random.nextBoolean() ? Order.Side.BUY : Order.Side.SELL,
                FAIR_PRICE - SPREAD + random.nextInt(2 * SPREAD + 1),
                1 + random.nextInt(QUANTITY_MAX));
    }

    private static Behavior<View<Book>> printing() {
        return Behaviors.receiveMessage(view -> {
            final Book book = view.state();
            System.out.printf(
                    "%s at %s: %d bids, %d asks, %d trades, %d pieces%n",
                    view.role(), view.place(), book.bids().size(), book.asks().size(), book.trades(), book.volume());
            return Behaviors.same();
        });
    }
}
