/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;

/** The actor system of an application as its node sees it: real, or that of a simulation. */
public interface ApplicationSide {

    /** Whose serializers write and read messages. */
    ActorSystem<?> system();

    /** Spawns an actor of the node on the application's side, which ends with the node. */
    <M> ActorRef<M> spawn(Behavior<M> behavior, String name);
}
