/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Hands what the loop wants done elsewhere to an executor at the end of the turn. To wake its thread takes time, and the thread takes
 * a core; both come after the frames and messages of the turn.
 *
 * <p>Off the loop it is the executor itself.
 */
final class EndOfTurn implements Executor {

    private final RingLoop loop;
    private final Executor executor;
    private final List<Runnable> waiting = new ArrayList<>();

    EndOfTurn(final RingLoop loop, final Executor executor) {
        this.loop = loop;
        this.executor = executor;
    }

    @Override
    public void execute(final Runnable task) {
        if (loop.isOnLoop()) {
            waiting.add(task);
        } else {
            executor.execute(task);
        }
    }

    /**
     * Hands over what waits, in order; what the executor refuses keeps nothing else back. Called by the loop.
     *
     * @throws RuntimeException the first that the executor threw
     */
    void handOver() {
        if (waiting.isEmpty()) {
            return;
        }
        RuntimeException first = null;
        for (int i = 0; i < waiting.size(); i++) {
            try {
                executor.execute(waiting.get(i));
            } catch (final RuntimeException refused) {
                first = first == null ? refused : first;
            }
        }
        waiting.clear();
        if (first != null) {
            throw first;
        }
    }
}
