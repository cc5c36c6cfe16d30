/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.ActorCell;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.ActorRefWithCell;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.dispatch.Mailbox;
import org.apache.pekko.dispatch.sysmsg.Failed;
import org.apache.pekko.dispatch.sysmsg.SystemMessage;

/**
 * Knows which task belongs to which node, children of actors included: nothing of a paused node runs, the loop of a node turns for
 * what its actors ask of it, and an actor of a user that fails is noticed though nobody watches it.
 */
final class NodeTasks implements SimulatedScheduling.TaskWatch {

    /** Hears of actors that failed and were not saved by a supervisor. */
    interface Failures {
        void failed(SimulatedNode node, String actor, Throwable cause);
    }

    private record Owner(SimulatedNode node, boolean isRoom) {}

    private final SimulatedScheduling scheduling;
    private final Failures failures;
    private final Map<String, Owner> byActor = new TreeMap<>();
    // Only looked up in, since its order is another one in each run.
    private final IdentityHashMap<ActorSystem, Owner> bySystem = new IdentityHashMap<>();
    private final Map<SimulatedNode, List<Runnable>> held = new LinkedHashMap<>();

    NodeTasks(final SimulatedScheduling scheduling, final Failures failures) {
        this.scheduling = scheduling;
        this.failures = failures;
    }

    /** The actor, spawned by the simulation, and all below it are the node's, and part of its machinery. */
    void ownRoom(final SimulatedNode node, final ActorRef<?> actor) {
        byActor.put(actor.path().name(), new Owner(node, true));
    }

    /** The actor, spawned by the simulation, and all below it are the node's, and of a user. */
    void own(final SimulatedNode node, final ActorRef<?> actor) {
        byActor.put(actor.path().name(), new Owner(node, false));
    }

    /** All actors of the system are the node's, and of a user. */
    void own(final SimulatedNode node, final org.apache.pekko.actor.typed.ActorSystem<?> system) {
        bySystem.put(Adapter.toClassic(system), new Owner(node, false));
    }

    @Override
    public boolean holds(final Runnable task) {
        final Owner owner = ownerOf(task);
        if (owner == null || owner.node().pauseLeftNs() <= 0) {
            return false;
        }
        List<Runnable> waiting = held.get(owner.node());
        if (waiting == null) {
            waiting = new ArrayList<>();
            held.put(owner.node(), waiting);
            scheduling.schedule(owner.node().pauseLeftNs(), () -> release(owner.node()));
        }
        waiting.add(task);
        return true;
    }

    /** Gives up what was held of nodes that are not paused any more. */
    void release() {
        List.copyOf(held.keySet()).forEach(this::release);
    }

    private void release(final SimulatedNode node) {
        if (!held.containsKey(node)) {
            return;
        }
        if (node.pauseLeftNs() > 0) {
            scheduling.schedule(node.pauseLeftNs(), () -> release(node));
            return;
        }
        held.remove(node).forEach(scheduling::execute);
    }

    @Override
    public void ran(final Runnable task) {
        final Owner owner = ownerOf(task);
        if (owner == null || owner.isRoom()) {
            return;
        }
        owner.node().wake();
        final Mailbox mailbox = (Mailbox) task;
        if (mailbox.isSuspended() && !mailbox.isClosed()) {
            noteFailure(owner.node(), mailbox.actor());
        }
    }

    private Owner ownerOf(final Runnable task) {
        if (!(task instanceof Mailbox mailbox) || mailbox.actor() == null) {
            return null;
        }
        final ActorCell actor = mailbox.actor();
        final Owner owner = bySystem.get(actor.getSystem());
        return owner != null ? owner : byActor.get(topLevelName(actor.self().path()));
    }

    /** In {@code /system/counter-7/child} it is {@code counter-7}. */
    private static String topLevelName(final ActorPath path) {
        ActorPath top = path;
        ActorPath guardian = path.parent();
        while (guardian.parent() != guardian.root()) {
            top = guardian;
            guardian = guardian.parent();
        }
        return top.name();
    }

    /** An actor of a user on the node has failed. */
    void failed(final SimulatedNode node, final ActorRef<?> actor, final Throwable cause) {
        failures.failed(node, actor.path().toStringWithoutAddress(), cause);
    }

    /** Its parent has been told, and reads it later; a child of one that failed is suspended as well, and has told nobody. */
    private void noteFailure(final SimulatedNode node, final ActorCell actor) {
        final ActorCell parent = (ActorCell) ((ActorRefWithCell) actor.parent()).underlying();
        SystemMessage message = parent.mailbox()._systemQueueDoNotCallMeDirectly();
        while (message != null) {
            if (message instanceof Failed failed && failed.child().equals(actor.self())) {
                failures.failed(node, actor.self().path().toStringWithoutAddress(), failed.cause());
                return;
            }
            message = message.next();
        }
    }
}
