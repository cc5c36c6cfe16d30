/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.Group;
import io.totemic.GroupEvent;
import io.totemic.TotemicNode;
import io.totemic.cpg.core.CpgCounters;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import io.totemic.simulation.junit.SimulatedTest;
import io.totemic.simulation.kit.Probe;
import io.totemic.simulation.kit.SimulatedCluster;
import io.totemic.stream.GroupStreams;
import io.totemic.stream.PutOutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Groups as streams, on simulated nodes. */
@SuppressWarnings("FutureReturnValueIgnored") // streams of the simulation end with their node
final class GroupStreamsTest {

    record Parcel(int value, byte[] ballast) {}

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int BALLAST_BYTES = 50_000;

    /** Runs {@code use} with what materialises streams on a node. */
    private static void onNode(
            final SimulatedCluster cluster, final int node, final BiConsumer<TotemicNode, Materializer> use) {
        cluster.spawn(node, "streams", totemic -> streams(totemic, use));
    }

    private static Behavior<Object> streams(
            final TotemicNode totemic, final BiConsumer<TotemicNode, Materializer> use) {
        return Behaviors.setup(context -> {
            use.accept(totemic, Materializer.createMaterializer(context));
            return Behaviors.ignore();
        });
    }

    /** Takes nothing until the gate is open. */
    private static CompletionStage<Done> stalled(
            final TotemicNode node,
            final CompletableFuture<Done> gate,
            final List<Integer> taken,
            final Materializer materializer) {
        return GroupStreams.source(node, "numbers", Parcel.class)
                .mapAsync(1, event -> gate.thenApply(open -> event))
                .runForeach(
                        event -> {
                            if (event instanceof GroupEvent.Delivered<Parcel> delivered) {
                                taken.add(delivered.message().value());
                            }
                        },
                        materializer);
    }

    @SimulatedTest(nodes = 3, seeds = 3)
    void shouldCarryAStreamThroughAGroup(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final Probe<Object> told = cluster.probe(Object.class);
        onNode(cluster, 1, (node, materializer) -> GroupStreams.source(node, "numbers", Integer.class)
                .runForeach(told.ref()::tell, materializer));
        final Probe<Object> results = cluster.probe(Object.class);
        onNode(cluster, 2, (node, materializer) -> GroupStreams.source(node, "numbers", Integer.class)
                .toMat(Sink.ignore(), Keep.left())
                .run(materializer)
                .thenAccept(group -> Source.range(1, 100)
                        .via(GroupStreams.multicast(group, SendOptions.SAFE))
                        .runForeach(results.ref()::tell, materializer)));

        results.await(100, SOON);
        cluster.runFor(Duration.ofSeconds(1));

        assertThat(results.received()).allMatch(result -> ((SendResult) result).isAccepted());
        final List<Object> messages = new ArrayList<>();
        for (final Object event : told.received()) {
            if (event instanceof GroupEvent.Delivered<?> delivered) {
                messages.add(delivered.message());
            }
        }
        assertThat(told.received().get(0)).isInstanceOf(GroupEvent.ConfigurationChanged.class);
        assertThat(messages)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 100).<Object>mapToObj(i -> i).toList());
    }

    /** A stream that takes nothing fills what is allowed to it and then holds the ring; it loses nothing, nor does anybody else. */
    @SimulatedTest(nodes = 3, seeds = 2)
    void shouldSlowTheSendersWhenAStreamTakesNothing(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final CompletableFuture<Done> gate = new CompletableFuture<>();
        final List<Integer> taken = new ArrayList<>();
        final List<CompletionStage<Done>> stalled = new ArrayList<>();
        onNode(cluster, 1, (node, materializer) -> stalled.add(stalled(node, gate, taken, materializer)));
        final List<CompletionStage<Done>> sent = new ArrayList<>();
        final int messages = 1_000;
        onNode(cluster, 2, (node, materializer) -> GroupStreams.source(node, "numbers", Parcel.class)
                .toMat(Sink.ignore(), Keep.left())
                .run(materializer)
                .thenAccept(group -> sent.add(Source.range(1, messages)
                        .map(i -> new Parcel(i, new byte[BALLAST_BYTES]))
                        .runWith(GroupStreams.sink(group, SendOptions.AGREED), materializer))));

        cluster.runFor(Duration.ofSeconds(20));

        final CpgCounters counters = cluster.await(cluster.totemic(1).groupCounters(), SOON);
        assertThat(counters.isRingHeldBack()).isTrue();
        assertThat(counters.backlogBytes()).isBetween(16L << 20, 18L << 20);
        assertThat(sent.get(0).toCompletableFuture()).isNotDone();

        assertThat(taken).isEmpty();

        gate.complete(Done.getInstance());
        cluster.await(sent.get(0), SOON);
        cluster.runFor(Duration.ofSeconds(2));
        assertThat(taken)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, messages).boxed().toList());
        assertThat(cluster.await(cluster.totemic(1).groupCounters(), SOON).isRingHeldBack())
                .isFalse();
    }

    /** A stream that never takes anything again does not hold the others up for ever. */
    @SimulatedTest(nodes = 2, seeds = 2)
    void shouldPutOutAStreamThatTakesNothingForAMinute(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final CompletableFuture<Done> gate = new CompletableFuture<>();
        final List<Integer> taken = new ArrayList<>();
        final List<CompletionStage<Done>> stalled = new ArrayList<>();
        onNode(cluster, 1, (node, materializer) -> stalled.add(stalled(node, gate, taken, materializer)));
        final List<CompletionStage<Done>> sent = new ArrayList<>();
        onNode(cluster, 2, (node, materializer) -> GroupStreams.source(node, "numbers", Parcel.class)
                .toMat(Sink.ignore(), Keep.left())
                .run(materializer)
                .thenAccept(group -> sent.add(Source.range(1, 600)
                        .map(i -> new Parcel(i, new byte[BALLAST_BYTES]))
                        .runWith(GroupStreams.sink(group, SendOptions.AGREED), materializer))));

        cluster.runFor(Duration.ofSeconds(75));

        cluster.await(sent.get(0), SOON);
        final CpgCounters counters = cluster.await(cluster.totemic(1).groupCounters(), SOON);
        assertThat(counters.putOut()).isEqualTo(1);
        assertThat(counters.localMembers()).as("the simulation's own").isEqualTo(1);
        gate.complete(Done.getInstance());
        cluster.runFor(Duration.ofSeconds(1));
        assertThat(stalled.get(0).toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(PutOutException.class);
    }

    @SimulatedTest(nodes = 2, seeds = 2)
    void shouldLeaveWhenTheStreamIsCancelledAndCompleteWhenTheGroupIsLeft(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final Probe<Object> told = cluster.probe(Object.class);
        final List<CompletionStage<Group<String>>> groups = new ArrayList<>();
        onNode(
                cluster,
                1,
                (node, materializer) -> groups.add(GroupStreams.source(node, "words", String.class)
                        .map(event -> {
                            told.ref().tell(event);
                            return event;
                        })
                        .to(Sink.onComplete(done -> told.ref().tell("completed")))
                        .run(materializer)));
        onNode(cluster, 2, (node, materializer) -> GroupStreams.source(node, "words", String.class)
                .take(1)
                .runWith(Sink.ignore(), materializer));

        cluster.runFor(Duration.ofSeconds(2));
        assertThat(cluster.await(cluster.totemic(1).groups(), SOON).get("words"))
                .as("the one that took one event has left")
                .hasSize(1);
        cluster.await(groups.get(0).thenCompose(Group::leave), SOON);
        cluster.runFor(Duration.ofSeconds(1));

        assertThat(told.received()).endsWith("completed");
        assertThat(cluster.await(cluster.totemic(2).groups(), SOON)).doesNotContainKey("words");
    }
}
