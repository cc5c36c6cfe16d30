/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import java.util.Comparator;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.dispatch.Mailbox;

/**
 * An order of the tasks that one step has given, by the names of their actors.
 *
 * <p>Pekko tells those who watch an actor of its end in an order that depends on hash codes of actors, which are drawn from {@code
 * ThreadLocalRandom} and cannot be taken from the seed: its numbers depend on the number of the thread. So the order in which one step
 * wakes several actors must decide nothing.
 */
final class TaskOrder implements Comparator<Runnable> {

    static final TaskOrder INSTANCE = new TaskOrder();

    private TaskOrder() {}

    @Override
    public int compare(final Runnable a, final Runnable b) {
        final ActorPath first = pathOf(a);
        final ActorPath second = pathOf(b);
        if (first == null || second == null) {
            // What is no mailbox comes from our own code, which gives it in one order.
            return Boolean.compare(first != null, second != null);
        }
        return first.compareTo(second);
    }

    private static ActorPath pathOf(final Runnable task) {
        return task instanceof Mailbox mailbox && mailbox.actor() != null
                ? mailbox.actor().self().path()
                : null;
    }
}
