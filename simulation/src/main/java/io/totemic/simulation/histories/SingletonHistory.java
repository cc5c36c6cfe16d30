/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.replicated.Place;
import io.totemic.replicated.Role;
import io.totemic.simulation.NodeView;
import io.totemic.simulation.kit.PerNode;
import io.totemic.simulation.kit.SimulatedCluster;
import io.totemic.singleton.ClusterSingleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One run of a cluster singleton: first the node that runs it crashes or is cut off, which is timed, then everything goes wrong.
 *
 * <p>An instance is there from its start to the end of its {@code PostStop}, or to the crash of its node.
 */
final class SingletonHistory implements History {

    private static final Duration FAULTS = Duration.ofSeconds(25);
    private static final Duration QUIET = Duration.ofSeconds(9);
    private static final Duration RING_IS_NEW = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration FIRST = Duration.ofSeconds(6);
    private static final Duration FAIL_OVER_MAX = Duration.ofSeconds(30);

    /** Less than the time for consensus, which the hand-over delay has room for. */
    private static final int SHORT_PAUSE_MAX_MS = 1_000;

    private static final int LONG_PAUSE_MAX_MS = 6_000;

    private record Running(Place token, Duration since) {}

    private final SimulatedCluster cluster;
    private final boolean hasLongPauses;
    private final TreeMap<NodeId, Running> running = new TreeMap<>();
    private final TreeMap<NodeId, ClusterSingleton.Status> statuses = new TreeMap<>();
    private final TreeSet<NodeId> knowing = new TreeSet<>();
    private final List<String> mistakes = new ArrayList<>();
    private final List<Long> failOversNs = new ArrayList<>();
    private Place lastToken = Place.NONE;
    private NodeId lastNode;
    private long starts;
    private long doubles;
    private long longestDoubleNs;
    private long settledRings;
    private Duration doubleSince;

    /** In that cluster, of which no node is up yet. */
    SingletonHistory(final SimulatedCluster cluster, final boolean hasLongPauses) {
        this.cluster = cluster;
        this.hasLongPauses = hasLongPauses;
    }

    @Override
    public SortedMap<String, Long> counts() {
        final TreeMap<String, Long> counts = new TreeMap<>();
        counts.put("instances started", starts);
        counts.put("quorate rings that were settled for seconds", settledRings);
        counts.put("times that two were there at once", doubles);
        counts.put("ms of them together, each from the start of the second", longestDoubleNs / 1_000_000L);
        return counts;
    }

    @Override
    public List<Long> failOversNs() {
        return failOversNs;
    }

    @Override
    public List<String> run() {
        final PerNode<ClusterSingleton.Command<Object>> singletons = cluster.spawnOnEach(
                "singleton",
                node -> ClusterSingleton.<Object>create(node, "it", token -> instance(node.self(), token)));
        cluster.spawnOnEach("watcher", node -> {
            knowing.remove(node.self());
            return watching(node.self(), singletons.on(node.self().value()));
        });
        cluster.start().awaitOneRing().runFor(FIRST);
        failOver();
        new CarefulFaults(
                        cluster,
                        // With long pauses memory may be lost too: a life of the lock ends then, and tokens grow all
                        // the same.
                        node -> !hasLongPauses && knowing.contains(node),
                        hasLongPauses ? LONG_PAUSE_MAX_MS : SHORT_PAUSE_MAX_MS)
                .inject(FAULTS, this::expectOneIfSettled);
        cluster.settle().runFor(QUIET);
        expectOne(cluster.all());
        return mistakes;
    }

    private Behavior<ClusterSingleton.Status> watching(
            final NodeId node, final ActorRef<ClusterSingleton.Command<Object>> singleton) {
        return Behaviors.setup(context -> {
            final ClusterSingleton.GetStatus<Object> look = new ClusterSingleton.GetStatus<>(context.getSelf());
            singleton.tell(look);
            return Behaviors.receiveMessage(status -> {
                statuses.put(node, status);
                if (status.lock().role() == Role.SERVING) {
                    knowing.add(node);
                }
                context.scheduleOnce(LOOK, singleton, look);
                return Behaviors.same();
            });
        });
    }

    private Behavior<Object> instance(final NodeId node, final Place token) {
        return Behaviors.setup(context -> {
            started(node, token);
            return Behaviors.receive(Object.class)
                    .onSignal(PostStop.class, signal -> {
                        stopped(node);
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private void started(final NodeId node, final Place token) {
        starts++;
        if (token.compareTo(lastToken) < 0 || (token.equals(lastToken) && !node.equals(lastNode))) {
            mistakes.add("Fencing: node " + node + " starts with token " + token + " after node " + lastNode + " had "
                    + lastToken);
        }
        lastToken = token;
        lastNode = node;
        running.keySet().removeIf(each -> !cluster.view(each.value()).isUp());
        if (!running.isEmpty()) {
            doubles++;
            doubleSince = cluster.now();
            if (!hasLongPauses) {
                mistakes.add("OneInstance: node " + node + " starts with token " + token + " at " + cluster.now()
                        + " while there are " + running);
            }
        }
        running.put(node, new Running(token, cluster.now()));
    }

    private void stopped(final NodeId node) {
        running.remove(node);
        if (doubleSince != null && running.size() == 1) {
            longestDoubleNs += cluster.now().minus(doubleSince).toNanos();
            doubleSince = null;
        }
    }

    /** The node of the instance crashes or is cut off, and nothing else is wrong. */
    private void failOver() {
        expectOne(cluster.all());
        if (!mistakes.isEmpty()) {
            return;
        }
        final NodeId lost = running.firstKey();
        final Duration began = cluster.now();
        if (cluster.random().nextBoolean()) {
            cluster.crash(lost.value());
            running.remove(lost);
        } else {
            cluster.partition(
                    SimulatedCluster.nodes(lost.value()),
                    NodeSet.copyOf(cluster.all().asList().stream()
                            .filter(node -> !node.equals(lost))
                            .toList()));
        }
        final long startsBefore = starts;
        cluster.runUntil("the instance runs on another node", () -> starts > startsBefore, FAIL_OVER_MAX);
        failOversNs.add(cluster.now().minus(began).toNanos());
        cluster.heal().start();
    }

    /** Nothing new goes wrong for a while: if a quorate ring comes of it that stays, the instance must be there on it. */
    private void expectOneIfSettled() {
        cluster.runFor(RING_IS_NEW);
        final TreeMap<NodeId, NodeView> before = views();
        cluster.runFor(QUIET);
        final TreeMap<NodeId, NodeView> after = views();
        for (final NodeView view : after.values()) {
            final boolean isSettled = view.isQuorate()
                    && view.members().asList().stream()
                            .allMatch(node -> after.containsKey(node)
                                    && before.containsKey(node)
                                    && after.get(node).isQuorate()
                                    && view.ringId().equals(after.get(node).ringId())
                                    && view.ringId().equals(before.get(node).ringId()));
            if (isSettled && isEnoughKnown(view.members())) {
                settledRings++;
                expectOne(view.members());
                return;
            }
        }
    }

    private boolean isEnoughKnown(final NodeSet members) {
        final long known = members.asList().stream().filter(knowing::contains).count();
        return known > cluster.all().size() / 2 || members.equals(cluster.all());
    }

    private TreeMap<NodeId, NodeView> views() {
        final TreeMap<NodeId, NodeView> views = new TreeMap<>();
        for (final NodeId node : cluster.up()) {
            views.put(node, cluster.view(node.value()));
        }
        return views;
    }

    private void expectOne(final NodeSet members) {
        running.keySet().removeIf(each -> !cluster.view(each.value()).isUp());
        final List<NodeId> there =
                running.keySet().stream().filter(members::contains).toList();
        if (there.size() != 1) {
            mistakes.add("Running: on the settled ring of {" + members + "} at " + cluster.now()
                    + " the instance is on nodes " + there + ", and they say " + statuses);
        }
    }
}
