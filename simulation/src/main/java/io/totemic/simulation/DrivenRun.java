/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.TotemicNode;
import io.totemic.config.ClusterConfig;
import io.totemic.cpg.core.CpgSettings;
import io.totemic.protocol.NodeId;
import io.totemic.simulation.check.Checker;
import io.totemic.simulation.check.Checkers;
import io.totemic.simulation.check.EverythingDelivered;
import io.totemic.simulation.check.Liveness;
import io.totemic.simulation.check.SelfDelivery;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.check.TraceHash;
import io.totemic.simulation.schedule.Action;
import io.totemic.simulation.schedule.LinkConditions;
import io.totemic.simulation.schedule.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * A run that goes on only as far as it is told, with actors of a user on its nodes. Besides them each node has the member of the
 * group that every simulation has, so that all checkers have something to look at. Made by {@link DrivenSimulation}.
 */
public final class DrivenRun {

    /** Hundreds of times what a node needs, since actors of users may do more. */
    private static final long STEPS_PER_NODE_AND_SECOND = 400_000L;

    private static final long ENDING_NS = 1_000_000L;

    private final SimulatedSystem system;
    private final SimulatedScheduling scheduling;
    private final ClusterSettings settings;
    private final long settleNs;
    private final Trace trace = new Trace();
    private final List<String> failures = new ArrayList<>();
    private final Workload workload;
    private final NodeTasks tasks;
    private final SimulatedNodes nodes;
    private final TreeMap<NodeId, NodeActors> actors = new TreeMap<>();
    private final List<ActorRef<?>> outside = new ArrayList<>();
    private Consumer<NodeId> onStarted = node -> {};
    private Throwable cause;
    private boolean hasUsers;
    private boolean needsHealing;
    private long disturbedUntilNs;
    private boolean isRunning;
    private boolean hasEnded;

    DrivenRun(final SimulatedSystem system, final long seed, final ClusterSettings settings) {
        this.system = system;
        this.settings = settings;
        scheduling = system.scheduling();
        system.begin(seed, Long.MAX_VALUE);
        final ClusterConfig config =
                ClusterConfig.fromText(SimulatedConfig.corosyncConf(settings.nodes(), settings.totem()));
        settleNs = SimulatedConfig.settleNs(config);
        trace.conditions(Trace.Conditions.FAULTS);
        trace.windowFrames(config.totem().windowSizeMessages());
        SimulatedConfig.noteQuorum(config, trace);
        if (settings.totem().keySet().stream().anyMatch(Scenario::isOfVotes)) {
            trace.quorum().notPlain();
        }
        workload = new Workload(scheduling, trace, CpgSettings.DEFAULT.stallNs());
        tasks = new NodeTasks(scheduling, this::onActorFailure);
        scheduling.watchTasks(tasks);
        nodes = new SimulatedNodes(
                system,
                SimulatedConfig.nodeSettings(config, CpgSettings.DEFAULT, 0),
                new SimulatedNetwork(scheduling, settings.nodes(), LinkConditions.CALM),
                false,
                trace,
                new Lives(),
                violation -> failures.add("Invariant: " + violation));
    }

    /** Called from now on with each node that starts, before it does anything. */
    public void onStarted(final Consumer<NodeId> newOnStarted) {
        onStarted = newOnStarted;
    }

    /** Virtual time since the begin, in ns. */
    public long nowNs() {
        return scheduling.nowNs();
    }

    /**
     * How long a healed cluster may take from now on until it is one ring that has delivered everything, in ns. Who came and went too
     * often is tried again only after its hold-off.
     */
    public long settleNs() {
        return settleNs + Math.max(0, trace.heldOffUntilNs() - scheduling.nowNs());
    }

    /** What has happened so far. */
    public Trace trace() {
        return trace;
    }

    /** Does what the action says, at once. */
    public void apply(final Action action) {
        if (action.isOfMember()) {
            // Users have members of their own.
            return;
        }
        if (!nodes.apply(action)) {
            workload.apply(action);
        }
        disturbedUntilNs = Math.max(disturbedUntilNs, scheduling.nowNs());
        if (action.isOfVotes()) {
            trace.quorum().notPlain();
        } else if (action instanceof Action.Slow slow) {
            trace.quorum().disturbed(slow.node());
        } else if (action instanceof Action.Pause pause) {
            trace.quorum().disturbed(pause.node());
            disturbedUntilNs = Math.max(disturbedUntilNs, scheduling.nowNs() + pause.durationNs());
        }
        needsHealing |= action instanceof Action.Slow
                || action instanceof Action.SlowDisk
                || action instanceof Action.Partition
                || action instanceof Action.Cut
                || action instanceof Action.Degrade;
    }

    /** Nothing is wrong any more with the network, disks and nodes that are up; who is down stays down. */
    public void heal() {
        nodes.heal();
        tasks.release();
        disturbedUntilNs = scheduling.nowNs();
        needsHealing = false;
    }

    /**
     * Lets everything happen until then.
     *
     * @throws IllegalStateException if the run goes on and on without an end in sight
     */
    public void runUntil(final long untilNs) {
        final long seconds = TimeUnit.NANOSECONDS.toSeconds(untilNs - scheduling.nowNs()) + 1;
        scheduling.boundSteps(seconds * settings.nodes() * STEPS_PER_NODE_AND_SECOND);
        isRunning = true;
        try {
            scheduling.runUntil(untilNs);
        } catch (final SimulatedScheduling.Hang hang) {
            throw new IllegalStateException("no end in sight: " + hang.getMessage(), hang);
        }
        isRunning = false;
    }

    /** Whether the node is up. */
    public boolean isUp(final NodeId node) {
        return nodes.running(node) != null;
    }

    /** What the node has told its actors. */
    public NodeView view(final NodeId node) {
        return isUp(node) ? actors.get(node).view() : NodeView.down(node);
    }

    /**
     * The node as its actors see it.
     *
     * @throws IllegalStateException if it is down
     */
    public TotemicNode totemic(final NodeId node) {
        hasUsers = true;
        trace.quorum().openToUsers();
        return actorsOf(node).totemic();
    }

    /**
     * Spawns an actor on the incarnation of the node that is up.
     *
     * @throws IllegalStateException if none is
     */
    public <T> ActorRef<T> spawn(final NodeId node, final Behavior<T> behavior, final String name) {
        final NodeActors host = actorsOf(node);
        hasUsers = true;
        return host.spawn(behavior, name);
    }

    /** Spawns an actor that is on no node. */
    public <T> ActorRef<T> spawnOutside(final Behavior<T> behavior, final String name) {
        final ActorRef<T> actor = system.spawn(behavior, name);
        outside.add(actor);
        return actor;
    }

    /** What has failed so far: rooms, actors of users, foreign threads. */
    public List<String> failures() {
        final List<String> all = new ArrayList<>(failures);
        if (scheduling.foreignThread() != null) {
            all.add("thread " + scheduling.foreignThread() + " gave a task to the simulation, which has only one");
        }
        return all;
    }

    /** The exception behind the first of the failures, null if there is none. */
    public Throwable cause() {
        return cause;
    }

    /**
     * What the checkers find in what has happened: that the cluster lives only if it was healed and has had its time, and that nothing
     * is on its way only if no actors of users may have just sent something.
     */
    public List<String> check() {
        final List<String> violations = new ArrayList<>();
        final boolean isSettled =
                !needsHealing && scheduling.nowNs() - Math.max(disturbedUntilNs, trace.heldOffUntilNs()) >= settleNs;
        if (isSettled) {
            nodes.running().forEach(node -> trace.up(node.process(), settings.nodes()));
            workload.settled();
        }
        if (hasUsers) {
            trace.cutShort();
        }
        for (final Checker checker : Checkers.ALL) {
            final boolean needsRest = checker instanceof SelfDelivery || checker instanceof EverythingDelivered;
            if (checker instanceof Liveness ? isSettled : !needsRest || (isSettled && !hasUsers)) {
                checker.check(trace, Simulation.report(checker, violations));
            }
        }
        return violations;
    }

    /** Equal for two runs if and only if everything came in the same order and at the same times in both. */
    public String hash() {
        return TraceHash.of(trace, scheduling.digest());
    }

    /** Ends all nodes and actors. Returns false if that cannot be, since the run was left while something ran. */
    boolean end() {
        if (isRunning) {
            return false;
        }
        if (!hasEnded) {
            hasEnded = true;
            nodes.endAll();
            outside.forEach(system::stopFamily);
            runUntil(scheduling.nowNs() + ENDING_NS);
        }
        return true;
    }

    private NodeActors actorsOf(final NodeId node) {
        if (!isUp(node)) {
            throw new IllegalStateException("node " + node + " is down");
        }
        return actors.get(node);
    }

    private void onActorFailure(final SimulatedNode node, final String actor, final Throwable failure) {
        failures.add("actor " + actor + " on node " + node.process().node() + " failed: " + failure);
        if (cause == null) {
            cause = failure;
        }
    }

    private final class Lives implements SimulatedNodes.Lives {
        @Override
        public void started(final SimulatedNode node, final RingNames names) {
            workload.started(node, names);
            final NodeId id = node.process().node();
            actors.put(
                    id,
                    new NodeActors(
                            system, node, settings.hasSystemPerNode(), tasks, () -> apply(new Action.Leave(id))));
            onStarted.accept(id);
        }

        @Override
        public void ended(final Trace.ProcessId process) {
            workload.ended(process);
        }
    }
}
