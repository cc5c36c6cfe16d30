/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.chat;

import static io.totemic.simulation.kit.SimulatedCluster.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.simulation.junit.SimulatedTest;
import io.totemic.simulation.kit.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/** Three people, a partition, and what each of them sees. */
final class ChatTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final TreeMap<Integer, List<String>> screens = new TreeMap<>();

    private ActorRef<Chat.Command> enter(final SimulatedCluster cluster, final int node, final String name) {
        final List<String> screen = new ArrayList<>();
        screens.put(node, screen);
        final ActorRef<Chat.Command> person =
                cluster.spawn(node, name, totemic -> Chat.create(totemic, "room", name, screen::add));
        cluster.runFor(SOON);
        return person;
    }

    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldShowAllTheSameLinesInTheSameOrder(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final ActorRef<Chat.Command> ada = enter(cluster, 1, "Ada");
        final ActorRef<Chat.Command> ben = enter(cluster, 2, "Ben");
        screens.values().forEach(List::clear);
        for (int i = 0; i < 10; i++) {
            ada.tell(new Chat.Say("a" + i));
            ben.tell(new Chat.Say("b" + i));
        }
        cluster.runFor(SOON);

        assertThat(screens.get(1)).hasSize(20).contains("Ada: a9", "Ben: b9");
        assertThat(screens.get(2)).isEqualTo(screens.get(1));
    }

    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldTellWhoComesAndGoesAndWhy(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        enter(cluster, 1, "Ada");
        enter(cluster, 2, "Ben");
        assertThat(screens.get(1)).containsExactly("* 1/2 is here (JOIN)", "* 2/2 is here (JOIN)");

        cluster.partition(nodes(1, 3), nodes(2));
        cluster.awaitRing(Duration.ofSeconds(20), 1, 3).awaitRing(Duration.ofSeconds(20), 2);
        cluster.join().awaitOneRing().runFor(SOON);
        cluster.crash(2).awaitRing(Duration.ofSeconds(20), 1, 3).runFor(SOON);

        assertThat(screens.get(1))
                .containsExactly(
                        "* 1/2 is here (JOIN)",
                        "* 2/2 is here (JOIN)",
                        "* 2/2 is gone (NODEDOWN)",
                        "* 2/2 is here (NODEUP)",
                        "* 2/2 is gone (NODEDOWN)");
    }
}
