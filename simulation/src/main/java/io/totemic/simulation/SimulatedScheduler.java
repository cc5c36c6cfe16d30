/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/** Pekko's timers in virtual time. Made by Pekko, by name. */
@SuppressWarnings("deprecation") // Pekko still demands the deprecated one of its two periodic methods
public final class SimulatedScheduler extends AbstractScheduler {

    private final SimulatedScheduling scheduling;

    /** Called by Pekko while the simulation creates its system. */
    public SimulatedScheduler(final Config config, final LoggingAdapter log, final ThreadFactory threads) {
        super();
        scheduling = SimulatedSystem.schedulingInCreation();
    }

    @Override
    public Cancellable schedule(
            final FiniteDuration initialDelay,
            final FiniteDuration interval,
            final Runnable runnable,
            final ExecutionContext executor) {
        final Repeated repeated = new Repeated(interval.toNanos(), runnable, executor);
        repeated.next(initialDelay.toNanos());
        return repeated;
    }

    @Override
    public Cancellable scheduleOnce(
            final FiniteDuration delay, final Runnable runnable, final ExecutionContext executor) {
        final Repeated once = new Repeated(0, runnable, executor);
        once.next(delay.toNanos());
        return once;
    }

    @Override
    public double maxFrequency() {
        return 1_000_000.0;
    }

    private final class Repeated implements Cancellable {
        private final long intervalNs;
        private final Runnable runnable;
        private final ExecutionContext executor;
        private SimulatedScheduling.Event event;
        private boolean isCancelled;

        private Repeated(final long intervalNs, final Runnable runnable, final ExecutionContext executor) {
            this.intervalNs = intervalNs;
            this.runnable = runnable;
            this.executor = executor;
        }

        private void next(final long delayNs) {
            event = scheduling.schedule(delayNs, () -> {
                if (intervalNs > 0) {
                    next(intervalNs);
                } else {
                    isCancelled = true;
                }
                executor.execute(runnable);
            });
        }

        @Override
        public boolean cancel() {
            final boolean wasPending = !isCancelled;
            isCancelled = true;
            event.cancel();
            return wasPending;
        }

        @Override
        public boolean isCancelled() {
            return isCancelled;
        }
    }
}
