/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Futures of callers that are completed together, off the ring loop, in the order in which they were added. */
final class Completions {

    private final Executor callbacks;
    private List<Runnable> waiting = new ArrayList<>();

    Completions(final Executor callbacks) {
        this.callbacks = callbacks;
    }

    <T> void add(final CompletableFuture<T> future, final T value) {
        waiting.add(() -> future.complete(value));
    }

    void fail(final CompletableFuture<?> future, final Throwable failure) {
        waiting.add(() -> future.completeExceptionally(failure));
    }

    /** Has all completed that were added. */
    void run() {
        if (waiting.size() == 1) {
            callbacks.execute(waiting.remove(0));
        } else if (!waiting.isEmpty()) {
            final List<Runnable> batch = waiting;
            waiting = new ArrayList<>();
            callbacks.execute(() -> batch.forEach(Runnable::run));
        }
    }
}
