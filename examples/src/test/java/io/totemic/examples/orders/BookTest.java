/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.orders;

import static io.totemic.examples.orders.Order.Side.BUY;
import static io.totemic.examples.orders.Order.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Matching. */
class BookTest {

    private Book book = Book.EMPTY;

    private Book.Matched match(final String trader, final Order.Side side, final int price, final int quantity) {
        final Book.Matched matched = book.match(new Order(trader, side, price, quantity));
        book = matched.book();
        return matched;
    }

    @Test
    void shouldKeepWhatDoesNotCrossBestPriceFirstAndOldestFirst() {
        match("a", BUY, 99, 1);
        match("b", BUY, 100, 1);
        match("c", BUY, 100, 1);
        match("d", SELL, 102, 1);
        match("e", SELL, 101, 1);

        assertThat(book.bids().stream().map(Order::trader)).containsExactly("b", "c", "a");
        assertThat(book.asks().stream().map(Order::trader)).containsExactly("e", "d");
        assertThat(book.trades()).isZero();
    }

    @Test
    void shouldTradeAtThePriceOfWhoWaitedUntilNothingCrosses() {
        match("a", SELL, 101, 3);
        match("b", SELL, 100, 2);

        assertThat(match("c", BUY, 101, 4).trades())
                .containsExactly(new Trade("c", "b", 100, 2), new Trade("c", "a", 101, 2));
        assertThat(book.asks()).containsExactly(new Order("a", SELL, 101, 1));
        assertThat(book.bids()).isEmpty();
        assertThat(book.volume()).isEqualTo(4);
        assertThat(match("d", BUY, 100, 1).trades()).isEmpty();
    }
}
