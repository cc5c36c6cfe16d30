/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.orders;

/**
 * Pieces have changed hands.
 *
 * @param price that of the order that waited
 * @param quantity pieces
 */
public record Trade(String buyer, String seller, int price, int quantity) {}
