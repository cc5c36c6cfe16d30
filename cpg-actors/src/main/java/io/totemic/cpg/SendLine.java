/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Multicasts on their way to the group service of a node, in the order in which each thread sends them, behind its earlier commands
 * and before its later ones. The service is told once that some wait, not of each.
 *
 * <p>One for all members of a node: what a thread sends for two of them stays in order. Sending is for any thread, taking for the
 * group service alone.
 */
public final class SendLine {

    private final ActorRef<Cpg.Command> cpg;
    private final Queue<Cpg.Multicast> waiting = new ConcurrentLinkedQueue<>();
    private final Cpg.SendsWaiting sendsWaiting = new Cpg.SendsWaiting(this);
    private final AtomicBoolean isTold = new AtomicBoolean();

    /** The line of the group service {@code cpg}. */
    public SendLine(final ActorRef<Cpg.Command> cpg) {
        this.cpg = cpg;
    }

    /** The group service itself. */
    public ActorRef<Cpg.Command> cpg() {
        return cpg;
    }

    /** Sends. */
    public void send(final Cpg.Multicast multicast) {
        waiting.add(multicast);
        tell();
    }

    /** The service begins to take: what is sent from here on is told again. */
    void onTaking() {
        isTold.set(false);
    }

    /** The next one; null if none waits. */
    Cpg.Multicast poll() {
        return waiting.poll();
    }

    /** The service takes no more for now. */
    void onTaken() {
        if (!waiting.isEmpty()) {
            tell();
        }
    }

    private void tell() {
        if (!isTold.get() && isTold.compareAndSet(false, true)) {
            cpg.tell(sendsWaiting);
        }
    }
}
