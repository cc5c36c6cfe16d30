/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

import com.typesafe.config.Config;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.MessageDispatcher;
import org.apache.pekko.event.EventStream;

/**
 * Puts a {@link RingLoop} under a Pekko dispatcher: its name stands as {@code executor} in the dispatcher's block.
 *
 * <p>Pekko makes one by reflection for each such block; the loop begins with the first task of the dispatcher and ends
 * when the actor system does.
 */
public final class RingLoopDispatcher extends ExecutorServiceConfigurator {

    /** Path of the dispatcher that protocol actors run on. */
    public static final String PATH = "totemic.ring-loop-dispatcher";

    // A system is known to its dispatchers by its event stream, which compares by identity.
    private static final ConcurrentMap<EventStream, RingLoop> LOOPS = new ConcurrentHashMap<>();

    private final RingLoopSettings settings;
    private final EventStream system;
    private final String systemName;

    /**
     * Called by Pekko.
     *
     * @throws IllegalArgumentException for a setting out of range
     */
    public RingLoopDispatcher(final Config block, final DispatcherPrerequisites prerequisites) {
        super(block, prerequisites);
        this.settings = RingLoopSettings.from(block);
        this.system = prerequisites.eventStream();
        this.systemName = prerequisites.settings().name();
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(final String id, final ThreadFactory threads) {
        final boolean isTheRing = id.equals(PATH);
        final String name = isTheRing ? systemName : systemName + "-" + id;
        return () -> start(name, isTheRing, threads);
    }

    private ExecutorService start(final String name, final boolean isTheRing, final ThreadFactory threads) {
        final RingLoop[] self = new RingLoop[1];
        final ThreadFactory forgetting = turns -> threads.newThread(() -> {
            try {
                turns.run();
            } finally {
                if (isTheRing) {
                    LOOPS.remove(system, self[0]);
                }
            }
        });
        final RingLoop loop = new RingLoop(name, settings, forgetting);
        self[0] = loop;
        if (isTheRing) {
            LOOPS.put(system, loop);
        }
        loop.start();
        return loop;
    }

    static RingLoop loopOf(final ActorSystem system) {
        final RingLoop known = LOOPS.get(system.eventStream());
        if (known != null && !known.isShutdown()) {
            return known;
        }
        final MessageDispatcher dispatcher = system.dispatchers().lookup(PATH);
        dispatcher.execute(() -> {});
        final RingLoop created = LOOPS.get(system.eventStream());
        if (created == null) {
            throw new IllegalStateException(PATH + ".executor must be " + RingLoopDispatcher.class.getName());
        }
        return created;
    }

    /** Loops of systems that have not ended. */
    static int knownLoops() {
        return LOOPS.size();
    }
}
