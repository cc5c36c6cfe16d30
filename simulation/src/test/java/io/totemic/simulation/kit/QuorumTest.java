/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.kit;

import static io.totemic.simulation.kit.SimulatedCluster.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.Quorum;
import io.totemic.TotemicNode;
import io.totemic.config.ClusterConfig;
import io.totemic.protocol.HypotheticalPart;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.QuorumExplanation;
import io.totemic.protocol.QuorumExplanation.Rule;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.quorum.core.VoteChange;
import io.totemic.simulation.junit.SimulatedTest;
import io.totemic.stream.QuorumStreams;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;

/** votequorum as users and operators meet it, on whole nodes. */
final class QuorumTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    @SimulatedTest(nodes = 2, seeds = 5, totem = "quorum.two_node: 1")
    void shouldGoOnAloneWithTwoNode(final SimulatedCluster cluster) {
        cluster.start(1).runFor(LONG);
        assertThat(why(cluster, 1)).isEqualTo(Rule.WAITING_FOR_ALL);

        cluster.start(2).awaitOneRing().expectQuorate(1, 2);
        cluster.crash(2).awaitRing(LONG, 1).expectQuorate(1);
        assertThat(why(cluster, 1)).isEqualTo(Rule.TWO_NODE);
    }

    @SimulatedTest(nodes = 3, seeds = 5, totem = "quorum.wait_for_all: 1")
    void shouldWaitForAllAtAColdStart(final SimulatedCluster cluster) {
        cluster.start(1, 2).runFor(LONG);
        assertThat(why(cluster, 1)).isEqualTo(Rule.WAITING_FOR_ALL);
        assertThat(why(cluster, 2)).isEqualTo(Rule.WAITING_FOR_ALL);

        assertThat(cluster.await(quorum(cluster, 2).cancelWaitForAll(), LONG)).isInstanceOf(VoteChange.Made.class);
        cluster.awaitQuorum(1, LONG);
        assertThat(why(cluster, 1)).isEqualTo(Rule.MAJORITY);
    }

    /** What is supposed of a split is what happens then. */
    @SimulatedTest(nodes = 4, seeds = 5, totem = "quorum.auto_tie_breaker: 1")
    void shouldBreakATie(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final List<HypotheticalPart> supposed =
                cluster.await(quorum(cluster, 3).suppose(List.of(nodes(1, 2), nodes(3, 4))), LONG);

        cluster.partition(nodes(1, 2), nodes(3, 4)).awaitRing(LONG, 1, 2).awaitRing(LONG, 3, 4);

        cluster.expectQuorate(1, 2).expectNotQuorate(3, 4);
        assertThat(explanation(cluster, 1)).isEqualTo(supposed.get(0).atOnce());
        assertThat(explanation(cluster, 3)).isEqualTo(supposed.get(1).atOnce());
        assertThat(explanation(cluster, 1).sentence())
                .isEqualTo("2 of 4 votes are here, exactly half, and the tie-breaker, node 1, is here");
    }

    /** Those that are left are expected a while later, and one after the other may go. */
    @SimulatedTest(
            nodes = 5,
            seeds = 5,
            totem = {"quorum.last_man_standing: 1", "quorum.last_man_standing_window: 1000"})
    void shouldExpectThoseThatAreLeft(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing().crash(4, 5).awaitRing(LONG, 1, 2, 3).runFor(Duration.ofSeconds(2));
        assertThat(explanation(cluster, 2).expectedVotes()).isEqualTo(3);

        cluster.crash(3).awaitRing(LONG, 1, 2).expectQuorate(1, 2);
    }

    /** A change is made at one place in the order: members of groups hear of it there, as of everything else. */
    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldTellGroupsOfAVerdictThatChangesOnTheirRing(final SimulatedCluster cluster) {
        final Probe<QuorumVerdict.State> probe = cluster.probe(QuorumVerdict.State.class);
        cluster.start().awaitOneRing().crash(2, 3).awaitRing(LONG, 1);
        final ActorRef<MemberEvent> member = cluster.spawn(1, "member", node -> verdicts(probe.ref()));
        cluster.await(cluster.totemic(1).joinBytes("g", member), LONG);
        assertThat(probe.last()).isEqualTo(QuorumVerdict.State.NOT_QUORATE);

        assertThat(cluster.await(quorum(cluster, 1).setExpectedVotes(1), LONG)).isInstanceOf(VoteChange.Made.class);

        assertThat(probe.last()).isEqualTo(QuorumVerdict.State.QUORATE);
        assertThat(cluster.await(quorum(cluster, 1).setVotes(NodeId.of(7), 1), LONG))
                .isEqualTo(new VoteChange.Refused("node 7 was never seen"));
    }

    /** Two nodes are added to the configuration of a cluster of three that runs. */
    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldExpectNodesThatAReloadAdds(final SimulatedCluster cluster) {
        final StringBuilder text =
                new StringBuilder("totem {\nversion: 2\nsecauth: off\n}\nquorum {\nprovider: corosync_votequorum\n}\n");
        text.append("nodelist {\n");
        for (int node = 1; node <= 5; node++) {
            text.append("node {\nnodeid: ")
                    .append(node)
                    .append("\nring0_addr: 127.0.0.")
                    .append(node)
                    .append("\n}\n");
        }
        final ClusterConfig larger = ClusterConfig.fromText(text.append("}\n").toString());
        cluster.start().awaitOneRing();
        for (int node = 1; node <= 3; node++) {
            cluster.await(quorum(cluster, node).reload(larger), LONG);
        }
        cluster.runFor(Duration.ofSeconds(1));
        assertThat(explanation(cluster, 2).verdict())
                .isEqualTo(new QuorumVerdict(QuorumVerdict.State.QUORATE, 5, 3, 3));

        cluster.crash(3).awaitRing(LONG, 1, 2).expectNotQuorate(1, 2);
    }

    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldStreamVerdicts(final SimulatedCluster cluster) {
        final Probe<QuorumVerdict.State> probe = cluster.probe(QuorumVerdict.State.class);
        cluster.start().awaitOneRing();
        cluster.spawn(1, "stream", node -> streaming(node, probe.ref()));
        cluster.runFor(Duration.ofMillis(100));
        cluster.partition(nodes(1), nodes(2, 3)).awaitRing(LONG, 1).runFor(Duration.ofMillis(100));

        assertThat(probe.received())
                .startsWith(QuorumVerdict.State.QUORATE, QuorumVerdict.State.PENDING)
                .endsWith(QuorumVerdict.State.NOT_QUORATE);
    }

    /** A node that is cut off has lost its lease by its own clock before the others are quorate without it, even if it stands still. */
    @SimulatedTest(nodes = 3, seeds = 20)
    void shouldLoseTheLeaseBeforeOthersHaveIt(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final var lease = cluster.await(quorum(cluster, 1).lease(), LONG);
        final var others = cluster.await(quorum(cluster, 2).lease(), LONG);
        assertThat(lease.isHeld()).isTrue();
        if (cluster.random().nextBoolean()) {
            cluster.pause(1, LONG);
        }
        cluster.partition(nodes(1), nodes(2, 3));

        cluster.runUntil("the others go on without it", () -> !others.isHeld(), LONG);
        cluster.runUntil("the others hold it again", others::isHeld, LONG);

        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.remaining()).isZero();
    }

    private static Behavior<MemberEvent> verdicts(final ActorRef<QuorumVerdict.State> probe) {
        return Behaviors.receive(MemberEvent.class)
                .onMessage(MemberEvent.ConfigurationChanged.class, changed -> {
                    probe.tell(changed.configuration().verdict().state());
                    return Behaviors.same();
                })
                .onAnyMessage(message -> Behaviors.same())
                .build();
    }

    private static Behavior<Object> streaming(final TotemicNode node, final ActorRef<QuorumVerdict.State> probe) {
        return Behaviors.setup(context -> {
            QuorumStreams.source(node)
                    .map(status -> status.verdict().state())
                    .runWith(Sink.foreach(probe::tell), Materializer.createMaterializer(context));
            return Behaviors.empty();
        });
    }

    private static Quorum quorum(final SimulatedCluster cluster, final int node) {
        return cluster.totemic(node).quorum();
    }

    private static Rule why(final SimulatedCluster cluster, final int node) {
        return explanation(cluster, node).rule();
    }

    private static QuorumExplanation explanation(final SimulatedCluster cluster, final int node) {
        final QuorumStatus status = cluster.await(quorum(cluster, node).status(), LONG);
        return status.explanation();
    }
}
