/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.singleton;

import io.totemic.Totemic;
import io.totemic.examples.ExampleSystem;
import io.totemic.singleton.ClusterSingleton;
import java.io.IOException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A node that may run the clock. Kill the one that ticks, and see who goes on. The end of standard input ends the node. */
public final class SingletonNode {

    private SingletonNode() {}

    /** Takes the node. */
    public static void main(final String[] arguments) throws IOException {
        final ActorSystem<ClusterSingleton.Command<TickingClock.Tick>> system = ExampleSystem.start(
                Behaviors.setup(context -> TickingClock.create(Totemic.get(context.getSystem()), System.out::println)),
                "singleton",
                arguments[0]);
        System.out.println("node " + arguments[0] + " is up");
        while (System.in.read() >= 0) {
            // Nothing is said to the clock.
        }
        system.terminate();
    }
}
