/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.kit;

import io.totemic.TotemicNode;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.simulation.DrivenRun;
import io.totemic.simulation.NodeView;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Action;
import io.totemic.simulation.schedule.FaultProfile;
import io.totemic.simulation.schedule.FrameStream;
import io.totemic.simulation.schedule.LinkConditions;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.Schedule;
import io.totemic.simulation.schedule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A cluster in virtual time, on the thread of the test. Nothing happens in it but while one of the methods runs that let time go on:
 * {@code runFor}, {@code runUntil}, {@code await...} and {@code injectFaults}. What went wrong meanwhile, as an exception in an actor,
 * is thrown by them.
 *
 * <p>Nodes have the ids 1, 2, 3, ...; none is up at first. Whatever fails names the seed, the time and the view of each node.
 */
public final class SimulatedCluster {

    /** How often a condition is looked at that is waited for. */
    private static final long LOOK_NS = 1_000_000L;

    /** So that tests and the simulation draw different numbers of one seed. */
    private static final long SALT = 0x2545_F491_4F6C_DD1DL;

    private final DrivenRun run;
    private final long seed;
    private final NodeSet all;
    private final SplittableRandom random;
    private final List<Consumer<NodeId>> onStarted = new ArrayList<>();

    SimulatedCluster(final DrivenRun run, final long seed, final int nodes) {
        this.run = run;
        this.seed = seed;
        all = nodes(IntStream.rangeClosed(1, nodes).toArray());
        random = new SplittableRandom(seed ^ SALT);
        run.onStarted(node -> List.copyOf(onStarted).forEach(action -> action.accept(node)));
    }

    /** These nodes, for methods that take sets. */
    public static NodeSet nodes(final int... ids) {
        return Schedule.nodes(ids);
    }

    /** The seed of this run. */
    public long seed() {
        return seed;
    }

    /** Random numbers from the seed, for actors and tests that need some. */
    public SplittableRandom random() {
        return random;
    }

    /** Virtual time since the begin of the run. */
    public Duration now() {
        return Duration.ofNanos(run.nowNs());
    }

    /** All nodes that are configured. */
    public NodeSet all() {
        return all;
    }

    /** What has happened so far, for checks of one's own. */
    public Trace trace() {
        return run.trace();
    }

    // What is done to nodes.

    /** Starts these nodes, or all if none is named; those that are up already stay as they are. */
    public SimulatedCluster start(final int... nodes) {
        (nodes.length == 0 ? all : nodes(nodes)).forEach(node -> act(new Action.Start(node)));
        return this;
    }

    /** These nodes die without a word, and their actors with them. */
    public SimulatedCluster crash(final int... nodes) {
        Arrays.stream(nodes).forEach(node -> act(new Action.Crash(NodeId.of(node))));
        return this;
    }

    /** These nodes die, if they are up, and start again. */
    public SimulatedCluster restart(final int... nodes) {
        return crash(nodes).start(nodes);
    }

    /** These nodes say that they leave, and end. */
    public SimulatedCluster leave(final int... nodes) {
        Arrays.stream(nodes).forEach(node -> act(new Action.Leave(NodeId.of(node))));
        return this;
    }

    /** The node loses what it has on disk, which it notices at its next start. */
    public SimulatedCluster loseDisk(final int node) {
        return act(new Action.LoseDisk(NodeId.of(node)));
    }

    /** Nothing of the node runs for so long, its actors included; what arrives waits. */
    public SimulatedCluster pause(final int node, final Duration duration) {
        return act(new Action.Pause(NodeId.of(node), duration.toNanos()));
    }

    /** A turn of the node's ring loop takes so many times as long until the cluster is healed; actors take no time anyway. */
    public SimulatedCluster slow(final int node, final int factor) {
        return act(new Action.Slow(NodeId.of(node), factor));
    }

    // What is done to the network.

    /** The network falls into these parts; a node in none of them is alone. Takes the place of the partition before. */
    public SimulatedCluster partition(final NodeSet... parts) {
        return act(new Action.Partition(List.of(parts)));
    }

    /** Ends the partition, and nothing else. */
    public SimulatedCluster join() {
        return act(new Action.Join());
    }

    /** No frame goes from {@code from} to {@code to}; the other way is not touched. */
    public SimulatedCluster cut(final NodeSet from, final NodeSet to) {
        return act(new Action.Cut(from, to));
    }

    /** Ends a {@link #cut}. */
    public SimulatedCluster mend(final NodeSet from, final NodeSet to) {
        return act(new Action.Mend(from, to));
    }

    /** The links from {@code from} to {@code to} behave like this from now on. */
    public SimulatedCluster degrade(final NodeSet from, final NodeSet to, final LinkConditions conditions) {
        return act(new Action.Degrade(from, to, List.of(FrameStream.values()), conditions));
    }

    /** Ends every fault of the network, disks and nodes that are up; who is down stays down. */
    public SimulatedCluster heal() {
        run.heal();
        return this;
    }

    /** Any action. */
    public SimulatedCluster act(final Action action) {
        run.apply(action);
        return this;
    }

    /**
     * Lets the cluster run for so long under faults drawn from the seed, with traffic in a group of the simulation's own; then heals
     * it and starts everybody. What the profile would set in corosync.conf is not set.
     */
    public SimulatedCluster injectFaults(final FaultProfile profile, final Duration duration) {
        final long beganNs = run.nowNs();
        final Scenario scenario = profile.scenario(seed, all.size(), duration.toNanos());
        degrade(all, all, scenario.network());
        for (final Step step : scenario.schedule().steps()) {
            proceed(beganNs + step.atNs());
            act(step.action());
        }
        proceed(beganNs + duration.toNanos());
        return heal().start();
    }

    // What lets time go on.

    /** Lets the cluster run for so long. */
    public SimulatedCluster runFor(final Duration duration) {
        proceed(run.nowNs() + duration.toNanos());
        return this;
    }

    /** Lets the cluster run until the condition holds; fails the test if it does not by then. */
    public SimulatedCluster runUntil(final BooleanSupplier condition, final Duration atMost) {
        return runUntil("the condition holds", condition, atMost);
    }

    /** The same; {@code what} it is that holds then is told if it does not. */
    public SimulatedCluster runUntil(final String what, final BooleanSupplier condition, final Duration atMost) {
        return runUntil(() -> what, condition, atMost);
    }

    SimulatedCluster runUntil(final Supplier<String> what, final BooleanSupplier condition, final Duration atMost) {
        final long untilNs = run.nowNs() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (run.nowNs() >= untilNs) {
                throw failure("waited " + seconds(atMost.toNanos()) + " until " + what.get(), null);
            }
            proceed(Math.min(untilNs, run.nowNs() + LOOK_NS));
        }
        return this;
    }

    /** Lets the cluster run until all who are up are one ring, as long as this may take once the last fault is over. */
    public SimulatedCluster awaitOneRing() {
        return awaitOneRing(Duration.ofNanos(run.settleNs()));
    }

    /** Lets the cluster run until all who are up are one ring. */
    public SimulatedCluster awaitOneRing(final Duration atMost) {
        return runUntil("all who are up are one ring", () -> isRingOf(up()), atMost);
    }

    /** Lets the cluster run until these nodes, and nobody else, are one ring. */
    public SimulatedCluster awaitRing(final Duration atMost, final int... members) {
        final NodeSet ring = nodes(members);
        return runUntil("{" + ring + "} are one ring", () -> isRingOf(ring), atMost);
    }

    /** Lets the cluster run until the node is quorate. */
    public SimulatedCluster awaitQuorum(final int node, final Duration atMost) {
        return runUntil("node " + node + " is quorate", () -> view(node).isQuorate(), atMost);
    }

    /** Lets the cluster run until the stage is completed, and returns what with; fails the test if it is not by then, or failed. */
    public <T> T await(final CompletionStage<T> stage, final Duration atMost) {
        final CompletableFuture<T> future = stage.toCompletableFuture();
        runUntil("a future is completed", future::isDone, atMost);
        try {
            return future.join();
        } catch (final CompletionException e) {
            throw failure("a future failed: " + e.getCause(), e.getCause());
        }
    }

    /** Heals the cluster and lets it run as long as it may need to be one ring, after which the checkers demand that it is. */
    public SimulatedCluster settle() {
        return heal().runFor(Duration.ofNanos(run.settleNs()));
    }

    // What is seen.

    /** What the node has told its actors. */
    public NodeView view(final int node) {
        return run.view(NodeId.of(node));
    }

    /** The nodes that are up. */
    public NodeSet up() {
        return NodeSet.copyOf(all.asList().stream().filter(run::isUp).toList());
    }

    /** Fails the test unless the ring of each of these nodes has these members. */
    public SimulatedCluster expectMembers(final NodeSet members, final int... nodes) {
        for (final int node : nodes) {
            if (!view(node).members().equals(members)) {
                throw failure("the ring of node " + node + " is not {" + members + "}", null);
            }
        }
        return this;
    }

    /** Fails the test unless these nodes are quorate. */
    public SimulatedCluster expectQuorate(final int... nodes) {
        for (final int node : nodes) {
            if (!view(node).isQuorate()) {
                throw failure("node " + node + " is not quorate", null);
            }
        }
        return this;
    }

    /** Fails the test if one of these nodes is quorate. */
    public SimulatedCluster expectNotQuorate(final int... nodes) {
        for (final int node : nodes) {
            if (view(node).isQuorate()) {
                throw failure("node " + node + " is quorate", null);
            }
        }
        return this;
    }

    // Actors of the test.

    /** The node as its actors see it; fails the test if it is down. */
    public TotemicNode totemic(final int node) {
        requireUp(node);
        return run.totemic(NodeId.of(node));
    }

    /** Spawns an actor on the node, which dies with it and does not come again; fails the test if the node is down. */
    public <T> ActorRef<T> spawn(final int node, final String name, final Function<TotemicNode, Behavior<T>> behavior) {
        requireUp(node);
        return spawn(NodeId.of(node), name, behavior);
    }

    /** Spawns an actor on each node: on those that are up now, and on each that starts, whenever it does. */
    public <T> PerNode<T> spawnOnEach(final String name, final Function<TotemicNode, Behavior<T>> behavior) {
        final PerNode<T> actors = new PerNode<>(this, name);
        onStarted.add(node -> actors.spawned(node, spawn(node, name, behavior)));
        up().forEach(node -> actors.spawned(node, spawn(node, name, behavior)));
        return actors;
    }

    /** A place for answers of actors. */
    public <T> Probe<T> probe(final Class<T> type) {
        final Probe<T> probe = new Probe<>(this);
        final Behavior<T> behavior = Behaviors.receive(type)
                .onMessage(type, message -> {
                    probe.note(message);
                    return Behaviors.same();
                })
                .build();
        probe.readAs(run.spawnOutside(behavior, "probe"));
        return probe;
    }

    /** The failure to be thrown for what is wrong, which it names together with the seed, the time and all views. */
    public SimulationFailure failure(final String what, final Throwable cause) {
        final String views =
                all.asList().stream().map(node -> "\n  " + run.view(node)).collect(Collectors.joining());
        return new SimulationFailure(
                what + "\nseed " + seed + ", after " + seconds(run.nowNs()) + " of virtual time:" + views, cause);
    }

    /** Lets all checkers look at the run; fails the test if they find anything. */
    void check() {
        throwFailures();
        final List<String> violations = run.check();
        if (!violations.isEmpty()) {
            throw failure(String.join("\n", violations), null);
        }
    }

    String hash() {
        return run.hash();
    }

    private <T> ActorRef<T> spawn(
            final NodeId node, final String name, final Function<TotemicNode, Behavior<T>> behavior) {
        return run.spawn(node, behavior.apply(run.totemic(node)), name);
    }

    private void proceed(final long untilNs) {
        try {
            run.runUntil(untilNs);
        } catch (final IllegalStateException e) {
            throw failure(e.getMessage(), e);
        }
        throwFailures();
    }

    private void throwFailures() {
        final List<String> failures = run.failures();
        if (!failures.isEmpty()) {
            throw failure(String.join("\n", failures), run.cause());
        }
    }

    private boolean isRingOf(final NodeSet members) {
        NodeView first = null;
        for (final NodeId node : members) {
            final NodeView view = run.view(node);
            if (!view.members().equals(members) || view.verdict() == QuorumVerdict.State.PENDING) {
                return false;
            }
            if (first != null && !first.ringId().equals(view.ringId())) {
                return false;
            }
            first = view;
        }
        return first != null;
    }

    private void requireUp(final int node) {
        if (!run.isUp(NodeId.of(node))) {
            throw failure("node " + node + " is down", null);
        }
    }

    private static String seconds(final long ns) {
        return ns / 1_000_000_000L + "." + String.format("%03d s", ns / 1_000_000L % 1000);
    }
}
