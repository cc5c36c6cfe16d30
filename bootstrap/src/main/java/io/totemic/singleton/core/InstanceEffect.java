/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.singleton.core;

/** What an {@link Instance} wants done. */
public sealed interface InstanceEffect<T> {

    /** Start the instance under the token. */
    record Start<T>(T token) implements InstanceEffect<T> {}

    /** Stop it, and tell {@link Instance#onEnded} when it has ended. */
    record Stop<T>() implements InstanceEffect<T> {}

    /** Get in line for the lock. */
    record Acquire<T>() implements InstanceEffect<T> {}

    /** The same, after a while. */
    record AcquireLater<T>() implements InstanceEffect<T> {}

    /** Give the lock up, or the place in the line. */
    record Release<T>() implements InstanceEffect<T> {}

    /** Nothing is left to do here. */
    record End<T>() implements InstanceEffect<T> {}
}
