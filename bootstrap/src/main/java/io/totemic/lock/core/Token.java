/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.lock.core;

/**
 * A place in the order of everything that has happened to a lock.
 *
 * @param life which of the lives of its memory
 * @param index place in that
 */
public record Token(long life, long index) {

    /** Before everything. */
    public static final Token NONE = new Token(0, 0);
}
