/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.kit;

import static io.totemic.simulation.kit.SimulatedCluster.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.ByteGroup;
import io.totemic.ClusterView;
import io.totemic.TotemicNode;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendResult;
import io.totemic.quorum.VoteQuorum;
import io.totemic.simulation.junit.SimulatedTest;
import io.totemic.simulation.schedule.FaultProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** Actors of a test on simulated nodes. */
final class UserActorsTest {

    private static final Duration LONG = Duration.ofSeconds(15);

    private record Say(String word) {}

    private record Joined(ByteGroup group, Throwable failure) {}

    private record Sent(SendResult result) {}

    private record Heard(MemberEvent event) {}

    /** Joins a group through {@code pipeToSelf}, says there what it is told to say, and repeats to the probe all that is said there. */
    private static Behavior<Object> speaker(final TotemicNode node, final ActorRef<String> probe) {
        return Behaviors.setup(context -> {
            final ActorRef<MemberEvent> listener = context.messageAdapter(MemberEvent.class, Heard::new);
            context.pipeToSelf(node.joinBytes("words", listener), Joined::new);
            return Behaviors.withStash(100, stash -> Behaviors.receive(Object.class)
                    .onMessage(Joined.class, joined -> stash.unstashAll(speaking(joined.group(), node, probe)))
                    .onAnyMessage(message -> {
                        stash.stash(message);
                        return Behaviors.same();
                    })
                    .build());
        });
    }

    private static Behavior<Object> speaking(
            final ByteGroup group, final TotemicNode node, final ActorRef<String> probe) {
        return Behaviors.setup(context -> Behaviors.receive(Object.class)
                .onMessage(Say.class, say -> {
                    context.pipeToSelf(
                            group.multicast(say.word().getBytes(StandardCharsets.UTF_8)),
                            (result, failure) -> new Sent(result));
                    return Behaviors.same();
                })
                .onMessage(Sent.class, sent -> {
                    probe.tell(node.self() + " sent " + sent.result());
                    return Behaviors.same();
                })
                .onMessage(Heard.class, heard -> {
                    if (heard.event() instanceof MemberEvent.Delivered delivered) {
                        probe.tell(node.self() + " heard " + new String(delivered.payload(), StandardCharsets.UTF_8)
                                + " of " + delivered.sender().node());
                    }
                    return Behaviors.same();
                })
                .build());
    }

    @SimulatedTest(nodes = 3, seeds = 10)
    void shouldJoinAndSendFromActors(final SimulatedCluster cluster) {
        final Probe<String> probe = cluster.probe(String.class);
        final PerNode<Object> speakers = cluster.spawnOnEach("speaker", node -> speaker(node, probe.ref()));
        cluster.start().awaitOneRing().runFor(Duration.ofSeconds(1));

        speakers.tell(2, new Say("hello"));
        assertThat(probe.await(4, LONG))
                .containsExactlyInAnyOrder(
                        "2 sent Accepted[]", "1 heard hello of 2", "2 heard hello of 2", "3 heard hello of 2");
    }

    @SimulatedTest(nodes = 1, seeds = 5)
    void shouldSendWithoutDelayOnOneNode(final SimulatedCluster cluster) {
        final Probe<String> probe = cluster.probe(String.class);
        final PerNode<Object> speakers = cluster.spawnOnEach("speaker", node -> speaker(node, probe.ref()));
        cluster.start().awaitOneRing().runFor(Duration.ofSeconds(1));

        speakers.tell(1, new Say("a"));
        probe.await(2, Duration.ofMillis(2));
    }

    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldSpawnAgainWhenANodeStartsAgain(final SimulatedCluster cluster) {
        final Probe<String> probe = cluster.probe(String.class);
        cluster.start().awaitOneRing();
        final PerNode<Object> speakers = cluster.spawnOnEach("speaker", node -> speaker(node, probe.ref()));
        cluster.runFor(Duration.ofSeconds(1));
        final ActorRef<Object> before = speakers.on(3);

        cluster.crash(3);
        before.tell(new Say("from the dead"));
        speakers.tell(1, new Say("one"));
        cluster.runFor(LONG);
        assertThat(probe.received())
                .containsExactlyInAnyOrder("1 sent Accepted[]", "1 heard one of 1", "2 heard one of 1");
        assertThatThrownBy(() -> speakers.on(3))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("there is no speaker on node 3, which is down");

        probe.clear();
        cluster.start(3).awaitOneRing();
        speakers.tell(3, new Say("again"));
        assertThat(speakers.on(3)).isNotEqualTo(before);
        assertThat(probe.await(4, LONG)).contains("3 sent Accepted[]", "1 heard again of 3", "3 heard again of 3");
    }

    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldTellQuorumAndView(final SimulatedCluster cluster) {
        final Probe<VoteQuorum.VerdictChanged> probe = cluster.probe(VoteQuorum.VerdictChanged.class);
        cluster.start().awaitOneRing();
        cluster.await(cluster.totemic(1).subscribeQuorum(probe.ref()), LONG);
        final ClusterView view = cluster.await(cluster.totemic(1).view(), LONG);
        assertThat(view.membership().members()).isEqualTo(cluster.all());
        assertThat(probe.last().verdict().isQuorate()).isTrue();

        cluster.partition(nodes(1), nodes(2, 3)).awaitRing(LONG, 1);
        assertThat(probe.last().verdict().isQuorate()).isFalse();
        assertThat(probe.last().members()).isEqualTo(nodes(1));
    }

    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldLeaveWhenAnActorSaysSo(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final TotemicNode leaving = cluster.totemic(2);

        assertThat(cluster.await(leaving.leave(), LONG)).isEqualTo(Done.getInstance());
        cluster.await(leaving.whenTerminated(), LONG);
        assertThat(cluster.up()).isEqualTo(nodes(1, 3));
        cluster.awaitRing(LONG, 1, 3).start(2).awaitOneRing();
    }

    /** Counts ticks of a timer, and says when none of its messages came for long. */
    private static Behavior<String> clockwork(final ActorRef<String> probe) {
        return Behaviors.withTimers(timers -> Behaviors.setup(context -> {
            timers.startTimerWithFixedDelay("tick", Duration.ofMillis(100));
            context.setReceiveTimeout(Duration.ofSeconds(2), "timeout");
            return Behaviors.receive(String.class)
                    .onMessageEquals("stop", () -> {
                        timers.cancelAll();
                        return Behaviors.same();
                    })
                    .onAnyMessage(message -> {
                        probe.tell(message);
                        return Behaviors.same();
                    })
                    .onSignal(PostStop.class, signal -> {
                        probe.tell("stopped");
                        return Behaviors.same();
                    })
                    .build();
        }));
    }

    @SimulatedTest(nodes = 1, seeds = 3)
    void shouldRunTimersInVirtualTimeAndHoldThemInAPause(final SimulatedCluster cluster) {
        final Probe<String> probe = cluster.probe(String.class);
        cluster.start().awaitOneRing();
        final ActorRef<String> clockwork = cluster.spawn(1, "clockwork", node -> clockwork(probe.ref()));

        cluster.runFor(Duration.ofMillis(1050));
        assertThat(probe.received()).hasSize(10).containsOnly("tick");

        cluster.pause(1, Duration.ofSeconds(1)).runFor(Duration.ofMillis(990));
        assertThat(probe.received()).as("nothing of a paused node runs").hasSize(10);
        clockwork.tell("stop");
        cluster.runFor(Duration.ofMillis(100));
        assertThat(probe.received()).as("what has waited runs").hasSizeGreaterThan(10);

        probe.clear();
        cluster.runFor(Duration.ofMillis(1800));
        assertThat(probe.received()).isEmpty();
        cluster.runFor(Duration.ofMillis(300));
        assertThat(probe.received()).containsExactly("timeout");

        cluster.crash(1).runFor(LONG);
        assertThat(probe.received()).as("a killed process says nothing").containsExactly("timeout");
    }

    @Test
    void shouldFailWhenAnActorThrows() {
        assertThatThrownBy(() -> Seeds.ofNodes(2).check(cluster -> {
                    cluster.start().awaitOneRing();
                    cluster.spawn(2, "fragile", node -> fragile()).tell("no");
                    cluster.runFor(LONG);
                }))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageStartingWith("seed 1 failed; replay with -Dtotemic.seed=1\nactor /system/fragile-")
                .hasMessageContaining("on node 2 failed: java.lang.IllegalArgumentException: no")
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldFailWhenAChildOfAnActorThrowsThoughThatIsCaught() {
        assertThatThrownBy(() -> Seeds.ofNodes(1).check(cluster -> {
                    cluster.start().awaitOneRing();
                    cluster.<String>spawn(
                            1,
                            "parent",
                            node -> Behaviors.setup(context -> {
                                context.spawn(fragile(), "child").tell("no");
                                return Behaviors.empty();
                            }));
                    assertThatThrownBy(() -> cluster.runFor(LONG)).isInstanceOf(SimulationFailure.class);
                }))
                .hasMessageContaining("/child on node 1 failed: java.lang.IllegalArgumentException: no");
    }

    @Test
    void shouldFailWhenAnActorThrowsAtItsStart() {
        assertThatThrownBy(() -> Seeds.ofNodes(1).check(cluster -> {
                    cluster.start().awaitOneRing();
                    cluster.<String>spawn(
                            1,
                            "stillborn",
                            node -> Behaviors.setup(context -> {
                                throw new IllegalStateException("not at all");
                            }));
                    cluster.runFor(LONG);
                }))
                .hasMessageContaining("on node 1 failed: java.lang.IllegalStateException: not at all");
    }

    @SimulatedTest(nodes = 1, seeds = 3)
    void shouldNotFailWhenAnActorIsSupervised(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final ActorRef<String> fragile = cluster.spawn(
                1, "fragile", node -> Behaviors.supervise(fragile()).onFailure(SupervisorStrategy.restart()));

        fragile.tell("no");
        fragile.tell("no");
        cluster.runFor(LONG);
    }

    private static Behavior<String> fragile() {
        return Behaviors.receiveMessage(message -> {
            throw new IllegalArgumentException(message);
        });
    }

    @SimulatedTest(nodes = 3, seeds = 10)
    void shouldOutliveFaults(final SimulatedCluster cluster) {
        final Probe<String> probe = cluster.probe(String.class);
        final PerNode<Object> speakers = cluster.spawnOnEach("speaker", node -> speaker(node, probe.ref()));
        cluster.start()
                .injectFaults(FaultProfile.DEFAULT, Duration.ofSeconds(5))
                .settle();
        probe.clear();

        List.of(1, 2, 3).forEach(node -> speakers.tell(node, new Say("from " + node)));
        assertThat(probe.await(12, LONG)).contains("1 heard from 3 of 3", "2 heard from 1 of 1", "3 heard from 2 of 2");
    }
}
