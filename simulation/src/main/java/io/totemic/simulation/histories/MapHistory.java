/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import io.totemic.PayloadCodec;
import io.totemic.protocol.NodeId;
import io.totemic.replicated.Place;
import io.totemic.replicated.ReplicatedStateMachine;
import io.totemic.replicated.ReplicatedStateMachine.Command;
import io.totemic.replicated.ReplicatedStateMachine.Subscribe;
import io.totemic.replicated.ReplicatedStateMachine.View;
import io.totemic.replicated.ReplicationSettings;
import io.totemic.simulation.kit.PerNode;
import io.totemic.simulation.kit.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** One run: clients on all nodes use a replicated map while things go wrong, and what they saw must be linearizable. */
final class MapHistory implements History {

    private static final Duration FAULTS = Duration.ofSeconds(20);
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final int PAUSE_MAX_MS = 3_000;
    private static final Duration LAST = Duration.ofSeconds(2);

    /** So small that every state goes in several chunks. */
    private static final int CHUNK_BYTES = 8;

    /** An operation that is on its way, or was. */
    record Call(int number, String client, long calledNs, MapMachine.Change change) {}

    private final SimulatedCluster cluster;
    private final boolean isReadLocally;
    private final TreeMap<Integer, Call> open = new TreeMap<>();
    private final List<Operation<MapMachine.Change, Long>> operations = new ArrayList<>();
    private final TreeSet<NodeId> knowing = new TreeSet<>();
    private final TreeMap<NodeId, View<SortedMap<Integer, Long>>> views = new TreeMap<>();
    private final TreeMap<Place, SortedMap<Integer, Long>> states = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private int calls;
    private long values;
    private long refused;
    private long received;
    private boolean isClosed;

    /** In that cluster, of which no node is up yet; {@code isReadLocally} plants reads that may be stale. */
    MapHistory(final SimulatedCluster cluster, final boolean isReadLocally) {
        this.cluster = cluster;
        this.isReadLocally = isReadLocally;
    }

    @Override
    public SortedMap<String, Long> counts() {
        final TreeMap<String, Long> counts = new TreeMap<>();
        counts.put("operations", (long) operations.size());
        counts.put(
                "of them unanswered",
                operations.stream().filter(each -> !each.isAnswered()).count());
        counts.put("refused", refused);
        counts.put("states received", received);
        return counts;
    }

    @Override
    public List<Long> failOversNs() {
        return List.of();
    }

    @Override
    public List<String> run() {
        final PerNode<Command<SortedMap<Integer, Long>, MapMachine.Change, Long>> replicas = cluster.spawnOnEach(
                "replica",
                node -> ReplicatedStateMachine.create(
                        node,
                        "map",
                        new MapMachine(),
                        ReplicationSettings.of(MapMachine.CHANGES, countingReceived())
                                .withChunkBytes(CHUNK_BYTES)));
        cluster.spawnOnEach("watcher", node -> {
            knowing.remove(node.self());
            views.remove(node.self());
            return watching(node.self(), replicas);
        });
        cluster.spawnOnEach(
                "client",
                node -> MapClient.create(
                        "client " + node.self(), replicas.on(node.self().value()), this));
        cluster.start().awaitOneRing().runFor(FIRST);
        new CarefulFaults(cluster, knowing::contains, PAUSE_MAX_MS).inject(FAULTS, () -> {});
        cluster.settle().runFor(LAST);
        isClosed = true;
        cluster.runFor(LAST);
        checkRest();
        for (int key = 0; key < MapClient.KEYS; key++) {
            final int each = key;
            final String mistake = new LinearizabilityChecker<>(MapMachine.NUMBER)
                    .mistakeOf(operations.stream()
                            .filter(operation -> operation.input().key() == each)
                            .toList());
            if (mistake != null) {
                mistakes.add("Linearizability: number " + key + ": " + mistake);
            }
        }
        return mistakes;
    }

    private PayloadCodec<SortedMap<Integer, Long>> countingReceived() {
        return new PayloadCodec<>() {
            @Override
            public byte[] encode(final SortedMap<Integer, Long> state) {
                return MapMachine.STATES.encode(state);
            }

            @Override
            public SortedMap<Integer, Long> decode(final byte[] payload) {
                received++;
                return MapMachine.STATES.decode(payload);
            }
        };
    }

    private Behavior<View<SortedMap<Integer, Long>>> watching(
            final NodeId node, final PerNode<Command<SortedMap<Integer, Long>, MapMachine.Change, Long>> replicas) {
        return Behaviors.setup(context -> {
            replicas.on(node.value()).tell(new Subscribe<>(context.getSelf()));
            return Behaviors.receiveMessage(view -> {
                views.put(node, view);
                if (view.isServing()) {
                    knowing.add(node);
                    final SortedMap<Integer, Long> other = states.putIfAbsent(view.place(), view.state());
                    if (other != null && !other.equals(view.state())) {
                        mistakes.add("OneState: node " + node + " serves " + view.state() + " at " + view.place()
                                + ", where another one served " + other);
                    }
                }
                return Behaviors.same();
            });
        });
    }

    /** When all is well again, everybody serves the same and nobody waits for an answer. */
    private void checkRest() {
        final View<SortedMap<Integer, Long>> first = views.get(NodeId.of(1));
        for (final NodeId node : cluster.all()) {
            final View<SortedMap<Integer, Long>> view = views.get(node);
            if (!view.isServing()
                    || !view.state().equals(first.state())
                    || !view.place().equals(first.place())) {
                mistakes.add("Rest: at the end node " + node + " has " + view + ", and node 1 " + first);
            }
        }
        for (final Call call : open.values()) {
            if (call.calledNs() > cluster.now().minus(LAST.multipliedBy(2)).toNanos()) {
                mistakes.add("Rest: not answered at the end: " + call);
            }
            operations.add(Operation.unanswered(call.client(), call.calledNs(), call.change()));
        }
    }

    // For clients.

    SplittableRandom random() {
        return cluster.random();
    }

    boolean isClosed() {
        return isClosed;
    }

    boolean isReadLocally() {
        return isReadLocally;
    }

    MapMachine.Change nextChange() {
        final SplittableRandom random = cluster.random();
        final int key = random.nextInt(MapClient.KEYS);
        values++;
        return switch (random.nextInt(6)) {
            case 0 -> new MapMachine.Change(key, MapMachine.Kind.PUT, 0, values << 20);
            case 1 -> new MapMachine.Change(key, MapMachine.Kind.ADD, 0, values);
            case 2 -> new MapMachine.Change(key, MapMachine.Kind.SWAP, guess(key), values << 20);
            default -> new MapMachine.Change(key, MapMachine.Kind.GET, 0, 0);
        };
    }

    /** What the number was last said to be. */
    private long guess(final int key) {
        for (int i = operations.size() - 1; i >= 0; i--) {
            final Operation<MapMachine.Change, Long> operation = operations.get(i);
            if (operation.input().key() == key && operation.isAnswered()) {
                return operation.input().next(operation.output());
            }
        }
        return 0;
    }

    Call called(final String client, final MapMachine.Change change) {
        final Call call = new Call(++calls, client, cluster.now().toNanos(), change);
        open.put(call.number(), call);
        return call;
    }

    void answered(final Call call, final long output) {
        open.remove(call.number());
        operations.add(
                new Operation<>(call.client(), call.calledNs(), cluster.now().toNanos(), call.change(), output));
    }

    void unknown(final Call call) {
        open.remove(call.number());
        operations.add(Operation.unanswered(call.client(), call.calledNs(), call.change()));
    }

    void refused(final Call call) {
        refused++;
        open.remove(call.number());
    }
}
