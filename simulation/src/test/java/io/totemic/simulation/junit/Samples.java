/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.kit.SimulatedCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** Tests that {@link SimulatedTestExtensionTest} runs. Not run by the build itself, since the name is not that of a test. */
final class Samples {

    private static final Duration SECOND = Duration.ofSeconds(1);

    static final List<String> RUNS = new ArrayList<>();

    @BeforeEach
    void begin(final SimulatedCluster cluster) {
        RUNS.add("begins " + cluster.seed());
    }

    @SimulatedTest(nodes = 2, seeds = 3, from = 5)
    void passes(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        RUNS.add(Long.toString(cluster.seed()));
    }

    @SimulatedTest(nodes = 1, seeds = 100)
    void failsForSeed3(final SimulatedCluster cluster) {
        RUNS.add(Long.toString(cluster.seed()));
        cluster.start().runFor(SECOND.multipliedBy(2));
        assertThat(cluster.seed()).as("three is too many").isNotEqualTo(3);
    }

    @SimulatedTest(nodes = 1, seeds = 2)
    void drawsLots(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final byte[] lots = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        cluster.await(
                cluster.totemic(1)
                        .joinBytes("lots", cluster.probe(MemberEvent.class).ref())
                        .thenCompose(group -> group.multicast(lots)),
                SECOND);
        cluster.runFor(SECOND);
    }

    @SimulatedTest(nodes = 1, seeds = 2)
    void drawsLotsOfTheSeed(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        cluster.<String>spawn(
                        1,
                        "gambler",
                        node -> Behaviors.withTimers(timers -> {
                            timers.startSingleTimer(
                                    "end", Duration.ofNanos(cluster.random().nextInt(1_000_000)));
                            return Behaviors.receive(String.class)
                                    .onMessageEquals("end", Behaviors::stopped)
                                    .build();
                        }))
                .tell("begin");
        cluster.runFor(SECOND);
    }

    @SimulatedTest(nodes = 1, seeds = 2)
    void hasAThread(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final ActorRef<String> victim = cluster.<String>spawn(1, "victim", node -> Behaviors.ignore());
        cluster.runFor(SECOND);
        cluster.<String>spawn(1, "home", node -> home(victim)).tell("open");
        cluster.runFor(SECOND);
    }

    private static Behavior<String> home(final ActorRef<String> victim) {
        return Behaviors.receiveMessage(message -> {
            final Thread intruder = new Thread(() -> victim.tell("surprise"), "intruder");
            intruder.setUncaughtExceptionHandler((thread, thrown) -> RUNS.add(thrown.toString()));
            intruder.start();
            intruder.join();
            return Behaviors.same();
        });
    }

    @SimulatedTest(nodes = 1, seeds = 2)
    void goesRoundInCircles(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        cluster.<String>spawn(
                1,
                "wheel",
                node -> Behaviors.setup(context -> {
                    context.getSelf().tell("turn");
                    return Behaviors.receiveMessage(message -> {
                        context.getSelf().tell(message);
                        return Behaviors.same();
                    });
                }));
        cluster.runFor(SECOND);
    }

    @SimulatedTest(nodes = 1, seeds = 2)
    void tellsWhatNobodySent(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final NodeId stranger = NodeId.of(7);
        cluster.trace()
                .told(
                        cluster.trace().processes().get(0),
                        new Trace.Delivered(
                                new MessageId(stranger, 1, 1),
                                new GroupMember(stranger, 1),
                                cluster.view(1).ringId(),
                                1,
                                cluster.now().toNanos()));
    }

    @SimulatedTest(nodes = 1, seeds = 2)
    void assumes(final SimulatedCluster cluster) {
        Assumptions.assumeTrue(cluster.up().isEmpty() && cluster.now().toMillis() > 0);
    }

    @SimulatedTest(nodes = 1, totem = "token 500")
    void isBadlySet(final SimulatedCluster cluster) {
        cluster.start();
    }
}
