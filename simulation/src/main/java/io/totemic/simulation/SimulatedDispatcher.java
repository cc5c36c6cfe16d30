/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/** Puts the actors of a system on the simulation that creates it. Made by Pekko, by name. */
public final class SimulatedDispatcher extends ExecutorServiceConfigurator {

    private final SimulatedScheduling scheduling;

    /** Called by Pekko while the simulation creates its system. */
    public SimulatedDispatcher(final Config config, final DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        scheduling = SimulatedSystem.schedulingInCreation();
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(final String id, final ThreadFactory threads) {
        return new ExecutorServiceFactory() {
            @Override
            public ExecutorService createExecutorService() {
                return new OnSimulation(scheduling);
            }
        };
    }

    private static final class OnSimulation extends AbstractExecutorService {
        private final SimulatedScheduling scheduling;
        private boolean isShutdown;

        private OnSimulation(final SimulatedScheduling scheduling) {
            this.scheduling = scheduling;
        }

        @Override
        public void execute(final Runnable task) {
            scheduling.execute(task);
        }

        @Override
        public void shutdown() {
            isShutdown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            isShutdown = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return isShutdown;
        }

        @Override
        public boolean isTerminated() {
            return isShutdown;
        }

        @Override
        public boolean awaitTermination(final long timeout, final TimeUnit unit) {
            return true;
        }
    }
}
