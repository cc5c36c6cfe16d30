/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.ActorRefWithCell;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import scala.collection.Iterator;
import scala.concurrent.BlockContext;
import scala.concurrent.BlockContext$;
import scala.concurrent.CanAwait;

/**
 * One actor system on one thread in virtual time, used for run after run. Creating one costs milliseconds, a run much less.
 */
final class SimulatedSystem implements AutoCloseable {

    private static final ThreadLocal<SimulatedScheduling> IN_CREATION = new ThreadLocal<>();
    private static final Config CONFIG = ConfigFactory.load("totemic-simulation");

    private final SimulatedScheduling scheduling = new SimulatedScheduling();
    private final ActorSystem<SpawnProtocol.Command> system;
    private long spawned;

    SimulatedSystem() {
        system = create("totemic-simulation", ActorSystemSetup.create(BootstrapSetup.create(CONFIG)));
    }

    /** A further system on the same thread and in the same time, which has {@code extension}. Whoever calls this ends it. */
    ActorSystem<SpawnProtocol.Command> create(final String name, final Setup extension) {
        return create(name, ActorSystemSetup.create(BootstrapSetup.create(CONFIG), extension));
    }

    private ActorSystem<SpawnProtocol.Command> create(final String name, final ActorSystemSetup setup) {
        IN_CREATION.set(scheduling);
        try {
            return BlockContext$.MODULE$.withBlockContext(
                    new DrainingBlockContext(scheduling),
                    () -> ActorSystem.create(SpawnProtocol.create(), name, setup));
        } finally {
            IN_CREATION.remove();
            scheduling.drainTasks();
        }
    }

    static SimulatedScheduling schedulingInCreation() {
        final SimulatedScheduling scheduling = IN_CREATION.get();
        if (scheduling == null) {
            throw new IllegalStateException("this dispatcher and scheduler belong to a simulation's own actor system");
        }
        return scheduling;
    }

    /** Begins a run, in which the names of actors are those of any other run. All actors of the run before have ended. */
    void begin(final long seed, final long stepBound) {
        scheduling.begin(seed, stepBound);
        spawned = 0;
    }

    SimulatedScheduling scheduling() {
        return scheduling;
    }

    /** The system in which all runs are. */
    ActorSystem<?> shared() {
        return system;
    }

    <T> ActorRef<T> spawn(final Behavior<T> behavior, final String name) {
        return spawn(system, behavior, name);
    }

    /** The same, in another system of this thread. */
    <T> ActorRef<T> spawn(final ActorSystem<?> host, final Behavior<T> behavior, final String name) {
        return host.systemActorOf(behavior, name + "-" + spawned++, Props.empty());
    }

    /** Ends an actor before it takes another message. */
    void stop(final ActorRef<?> actor) {
        ((InternalActorRef) Adapter.toClassic(actor)).stop();
    }

    /** Ends an actor and all below it before any of them takes another message. */
    void stopFamily(final ActorRef<?> actor) {
        stopFamily((InternalActorRef) Adapter.toClassic(actor));
    }

    private static void stopFamily(final InternalActorRef actor) {
        if (actor instanceof ActorRefWithCell parent) {
            final Iterator<org.apache.pekko.actor.ActorRef> children =
                    parent.underlying().childrenRefs().children().iterator();
            while (children.hasNext()) {
                stopFamily((InternalActorRef) children.next());
            }
        }
        actor.stop();
    }

    @Override
    public void close() {
        system.terminate();
        scheduling.drainTasks();
    }

    /** Pekko waits for its logger while it starts; the logger needs this thread. */
    private record DrainingBlockContext(SimulatedScheduling scheduling) implements BlockContext {
        @Override
        public <T> T blockOn(final scala.Function0<T> thunk, final CanAwait permission) {
            scheduling.drainTasks();
            return thunk.apply();
        }
    }
}
