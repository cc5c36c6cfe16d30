/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.MemberListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events on the ring loop and tells a listener on an executor, one batch after the other, with one task for all that wait. A
 * listener that throws, or whose executor takes no more, is told nothing more.
 */
final class SerialListener implements MemberListener {

    private static final Logger CPG = LoggerFactory.getLogger("totemic.CPG");

    private final String group;
    private final MemberListener listener;
    private final Executor executor;
    private final Runnable onFailure;
    private final Runnable task = this::tellAll;
    private final Queue<List<MemberEvent>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger batches = new AtomicInteger();
    private volatile boolean hasFailed;

    /**
     * Before {@code listener}, which is a member of {@code group}.
     *
     * @param onFailure called by any thread when the listener has thrown
     */
    SerialListener(
            final String group, final MemberListener listener, final Executor executor, final Runnable onFailure) {
        this.group = group;
        this.listener = listener;
        this.executor = executor;
        this.onFailure = onFailure;
    }

    @Override
    public void onEvents(final List<MemberEvent> events) {
        if (hasFailed) {
            return;
        }
        waiting.add(events);
        if (batches.getAndIncrement() == 0) {
            try {
                executor.execute(task);
            } catch (final RejectedExecutionException ended) {
                fail(ended);
            }
        }
    }

    private void tellAll() {
        int left;
        do {
            int told = 0;
            for (List<MemberEvent> events = waiting.poll(); events != null; events = waiting.poll()) {
                tell(events);
                told++;
            }
            // Whoever adds behind the last poll is counted here, or begins a task of its own.
            left = batches.addAndGet(-told);
        } while (left > 0);
    }

    private void tell(final List<MemberEvent> events) {
        if (hasFailed) {
            return;
        }
        try {
            listener.onEvents(events);
        } catch (final RuntimeException | Error failure) {
            // An Error too: else the batches behind it would wait for a task that is gone.
            fail(failure);
        }
    }

    private void fail(final Throwable failure) {
        hasFailed = true;
        CPG.error("The listener of a member of group {} failed; the member leaves", group, failure);
        onFailure.run();
    }
}
