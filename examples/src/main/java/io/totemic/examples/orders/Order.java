/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.orders;

/**
 * An offer to buy or sell.
 *
 * @param trader who
 * @param side what
 * @param price of one piece: the highest to be paid, or the lowest to be taken
 * @param quantity pieces, at least 1
 */
public record Order(String trader, Side side, int price, int quantity) {

    /** What somebody wants to do. */
    public enum Side {
        BUY,
        SELL
    }

    Order withQuantity(final int newQuantity) {
        return new Order(trader, side, price, newQuantity);
    }

    /** Whether this one can trade with an order of the other side that waits. */
    boolean crosses(final Order resting) {
        return side == Side.BUY ? price >= resting.price : price <= resting.price;
    }
}
