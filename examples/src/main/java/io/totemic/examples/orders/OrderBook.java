/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.orders;

import io.totemic.TotemicNode;
import io.totemic.protocol.group.GroupMember;
import io.totemic.replicated.Place;
import io.totemic.replicated.ReplicatedStateMachine;
import io.totemic.replicated.ReplicatedStateMachine.Answer;
import io.totemic.replicated.ReplicatedStateMachine.Command;
import io.totemic.replicated.ReplicatedStateMachine.Execute;
import io.totemic.replicated.ReplicationSettings;
import io.totemic.replicated.StateMachine;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.stream.javadsl.Flow;

/** A market: orders come in on any node, and every node has the same book, because all match the same orders in the same order. */
public final class OrderBook implements StateMachine<Book, Order, OrderBook.Filled> {

    /** The group of the replicas. */
    public static final String GROUP = "order-book";

    /** The group that is told all trades. */
    public static final String TAPE = "trades";

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    /** Orders of one feed that may be on their way at once. */
    private static final int ORDERS_TOGETHER = 64;

    /** What was traded when an order came in. */
    public record Filled(List<Trade> trades) {}

    private OrderBook() {}

    /** The book of one node. */
    public static Behavior<Command<Book, Order, Filled>> create(final TotemicNode node) {
        return ReplicatedStateMachine.create(
                node,
                GROUP,
                new OrderBook(),
                ReplicationSettings.of(node.codecOf(Order.class), node.codecOf(Book.class)));
    }

    /** Sends orders to a book and emits the answers, in the order of the orders. */
    public static Flow<Order, Answer<Filled>, NotUsed> flow(
            final ActorRef<Command<Book, Order, Filled>> book, final Scheduler scheduler) {
        return Flow.<Order>create()
                .mapAsync(
                        ORDERS_TOGETHER,
                        order -> AskPattern.<Command<Book, Order, Filled>, Answer<Filled>>ask(
                                book, replyTo -> new Execute<>(order, replyTo), ANSWER_WITHIN, scheduler));
    }

    @Override
    public Book initialState() {
        return Book.EMPTY;
    }

    @Override
    public Applied<Book, Filled> apply(
            final Book book, final Order order, final GroupMember sender, final Place place) {
        final Book.Matched matched = book.match(order);
        return new Applied<>(matched.book(), new Filled(matched.trades()));
    }
}
