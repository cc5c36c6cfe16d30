/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

/** A group of the system that is compared, as its application has it. */
@FunctionalInterface
interface OrderedGroup {

    /**
     * Sends to all members, this one included. Called by one thread at a time.
     *
     * @throws InterruptedException if the thread is interrupted while the system takes no more
     */
    void send(byte[] message) throws InterruptedException;
}
