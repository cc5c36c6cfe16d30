/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.totemic.Totemic;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;

/** An actor system with one of the three nodes of the examples. */
public final class ExampleSystem {

    private ExampleSystem() {}

    /** Starts the node {@code node}, 1 to 3, and {@code guardian}, which may use it at once: what it asks waits. */
    public static <M> ActorSystem<M> start(final Behavior<M> guardian, final String name, final String node) {
        final Config config = ConfigFactory.parseString("totemic.node-id = " + node)
                .withFallback(ConfigFactory.parseResources("examples.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .withFallback(ConfigFactory.defaultOverrides())
                .resolve();
        final ActorSystem<M> system = ActorSystem.create(guardian, name, config);
        Totemic.get(system).start().toCompletableFuture().join();
        return system;
    }
}
