/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.ByteGroup;
import io.totemic.Totemic;
import io.totemic.config.ClusterConfig;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendResult;
import io.totemic.simulation.junit.SimulatedTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Code that knows only its actor system, as in production. */
final class SystemPerNodeTest {

    private static final Duration LONG = Duration.ofSeconds(15);

    private static final ClusterConfig CONFIG = ClusterConfig.fromText("""
            totem {
                version: 2
                secauth: off
            }
            nodelist {
                node {
                    nodeid: 1
                    ring0_addr: 127.0.0.1
                }
            }
            """);

    private record Started(Done done, Throwable failure) {}

    private record Joined(ByteGroup group, Throwable failure) {}

    /** Starts its node, as production does, and speaks in a group when it is told to; repeats what it hears there. */
    private static Behavior<Object> application(final ActorRef<String> probe) {
        return Behaviors.setup(context -> {
            final Totemic totemic = Totemic.get(context.getSystem());
            context.pipeToSelf(totemic.start(CONFIG, NodeId.of(1)), Started::new);
            final ActorRef<MemberEvent> listener = context.messageAdapter(MemberEvent.class, event -> event);
            final List<ByteGroup> groups = new ArrayList<>();
            return Behaviors.receive(Object.class)
                    .onMessage(Started.class, started -> {
                        context.pipeToSelf(totemic.joinBytes("hosts", listener), Joined::new);
                        return Behaviors.same();
                    })
                    .onMessage(Joined.class, joined -> {
                        groups.add(joined.group());
                        return Behaviors.same();
                    })
                    .onMessageEquals("speak", () -> {
                        final byte[] self = {(byte) totemic.self().value()};
                        context.pipeToSelf(groups.get(0).multicast(self), (result, failure) -> result);
                        return Behaviors.same();
                    })
                    .onMessage(MemberEvent.Delivered.class, delivered -> {
                        probe.tell(totemic.self() + " heard " + delivered.payload()[0]);
                        return Behaviors.same();
                    })
                    .onMessage(SendResult.class, result -> Behaviors.same())
                    .onMessage(MemberEvent.class, event -> Behaviors.same())
                    .onSignal(PostStop.class, signal -> {
                        probe.tell(totemic.self() + " stopped");
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    @SimulatedTest(nodes = 3, seeds = 3, systemPerNode = true)
    void shouldFindTheNodeOfTheSystem(final SimulatedCluster cluster) {
        final Probe<String> probe = cluster.probe(String.class);
        final PerNode<Object> applications = cluster.spawnOnEach("application", node -> application(probe.ref()));
        cluster.start().awaitOneRing().runFor(LONG);
        applications.tell(3, "speak");
        assertThat(probe.await(3, LONG)).containsExactlyInAnyOrder("1 heard 3", "2 heard 3", "3 heard 3");
        assertThat(applications.on(1).path().address().system()).isEqualTo("node-1");
        probe.clear();

        cluster.crash(2).runFor(LONG);
        assertThat(probe.received()).isEmpty();

        cluster.start(2).awaitOneRing().runFor(LONG);
        applications.tell(2, "speak");
        assertThat(probe.await(3, LONG)).containsExactlyInAnyOrder("1 heard 2", "2 heard 2", "3 heard 2");
    }

    @SimulatedTest(nodes = 2, seeds = 2, systemPerNode = true)
    void shouldLeaveThroughTheExtension(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final ActorRef<String> leaver = cluster.spawn(
                2,
                "leaver",
                node -> Behaviors.setup(context -> {
                    return Behaviors.receive(String.class)
                            .onMessageEquals("leave", () -> {
                                context.pipeToSelf(
                                        Totemic.get(context.getSystem()).leave(), (done, failure) -> "left");
                                return Behaviors.same();
                            })
                            .build();
                }));

        cluster.runFor(LONG).expectMembers(cluster.all(), 1);
        leaver.tell("leave");
        cluster.runFor(Duration.ofMillis(100));
        assertThat(cluster.up()).isEqualTo(NodeSet.of(NodeId.of(1)));
        cluster.awaitRing(Duration.ofMillis(200), 1);
    }
}
