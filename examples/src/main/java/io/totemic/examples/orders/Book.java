/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.orders;

import java.util.ArrayList;
import java.util.List;

/**
 * The orders that wait, best price first, and of one price the oldest first. Never changes: a new order makes a new book.
 *
 * @param bids those who buy, highest price first
 * @param asks those who sell, lowest price first
 * @param trades how many there were
 * @param volume pieces that changed hands
 */
public record Book(List<Order> bids, List<Order> asks, long trades, long volume) {

    /** A book before the first order. */
    public static final Book EMPTY = new Book(List.of(), List.of(), 0, 0);

    /**
     * What a new order makes of it.
     *
     * @param book the book after it
     * @param trades what was traded
     */
    public record Matched(Book book, List<Trade> trades) {}

    /** Trades the order with those that wait as far as it can; what is left of it waits. */
    public Matched match(final Order order) {
        final boolean isBuying = order.side() == Order.Side.BUY;
        final List<Order> others = new ArrayList<>(isBuying ? asks : bids);
        final List<Trade> done = new ArrayList<>();
        Order rest = order;
        while (rest.quantity() > 0 && !others.isEmpty() && rest.crosses(others.get(0))) {
            final Order resting = others.get(0);
            final int quantity = Math.min(rest.quantity(), resting.quantity());
            done.add(new Trade(
                    isBuying ? rest.trader() : resting.trader(),
                    isBuying ? resting.trader() : rest.trader(),
                    resting.price(),
                    quantity));
            rest = rest.withQuantity(rest.quantity() - quantity);
            if (resting.quantity() == quantity) {
                others.remove(0);
            } else {
                others.set(0, resting.withQuantity(resting.quantity() - quantity));
            }
        }
        final List<Order> own = new ArrayList<>(isBuying ? bids : asks);
        if (rest.quantity() > 0) {
            insert(own, rest);
        }
        final long traded = done.stream().mapToLong(Trade::quantity).sum();
        return new Matched(
                new Book(isBuying ? own : others, isBuying ? others : own, trades + done.size(), volume + traded),
                done);
    }

    private static void insert(final List<Order> side, final Order order) {
        int at = 0;
        while (at < side.size() && !isBetter(order, side.get(at))) {
            at++;
        }
        side.add(at, order);
    }

    private static boolean isBetter(final Order order, final Order other) {
        return order.side() == Order.Side.BUY ? order.price() > other.price() : order.price() < other.price();
    }
}
