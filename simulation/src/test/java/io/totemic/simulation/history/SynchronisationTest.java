/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static io.totemic.simulation.history.Runs.at;
import static io.totemic.simulation.schedule.Schedule.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.FrameStream;
import io.totemic.simulation.schedule.LinkConditions;
import io.totemic.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rings that are there while the services on them are not yet. */
final class SynchronisationTest {

    private static final NodeSet ALL = nodes(1, 2, 3);
    private static final Duration STARTED = at(5_000);
    private static final Duration END = at(10_000);

    /**
     * Corosync pull request 828: a node joins the ring and dies before the synchronisation ends; the others replay its list of
     * members in the next one, and have a member for ever who is no more. {@code GroupViews} finds such ghosts. Node 2 is the
     * newcomer, since it sends first. Another newcomer calls for the next ring at once; without it, the token would go on until
     * it is missed, and the synchronisation would end.
     */
    @Test
    void shouldHaveNoGhostsWhenANodeDiesDuringTheSynchronisation() {
        final List<Run> runs = Runs.of(4, END).of(seed -> newcomer(seed)
                .start(4)
                .after(Duration.ofMillis(5))
                .crash(2)
                .restore(nodes(3), nodes(1))
                .build());

        assertThat(runs.stream().filter(SynchronisationTest::hasHeardTheNewcomer))
                .as("runs in which others had its list and had not completed")
                .hasSizeGreaterThan(2);
        for (final Run run : runs) {
            assertThat(run.untilToldOf(nodes(1, 3, 4), 1, STARTED)).isLessThan(Duration.ofSeconds(6));
        }
    }

    /**
     * The same with a node that leaves, as one does whose configuration is refused. Its members leave their groups first, for which
     * it takes part in the synchronisation, if that ends soon.
     */
    @Test
    void shouldHaveNoGhostsWhenANodeLeavesDuringTheSynchronisation() {
        final List<Run> runs = Runs.of(3, END)
                .of(seed -> newcomer(seed).leave(2).restore(nodes(3), nodes(1)).build());

        for (final Run run : runs) {
            assertThat(run.untilToldOf(nodes(1, 3), 1, STARTED)).isLessThan(Duration.ofSeconds(6));
            // If it left before the synchronisation ended, nobody has ever seen its member, and nothing changes.
            assertThat(run.lastMembersSeenOn(1)).as("seed %d", run.seed()).isEqualTo(nodes(1, 3));
        }
    }

    /** Corosync issue 660: a node restarts, the ring forms, and no synchronisation ever ends. */
    @Test
    void shouldCompleteTheSynchronisationWhenANodeRestartsUnderLoad() {
        for (int restarted = 1; restarted <= 3; restarted++) {
            final int node = restarted;
            final List<Run> runs = Runs.of(3, END).on(LinkConditions.ROUGH).of(seed -> Runs.traffic(
                            3, at(3_000), END, Duration.ofMillis(20), 10)
                    .at(STARTED)
                    .leave(node)
                    .after(Duration.ofMillis(30L * seed))
                    .start(node)
                    .build());

            for (final Run run : runs) {
                for (int told = 1; told <= 3; told++) {
                    assertThat(run.untilSeesMembersOn(ALL, told, STARTED))
                            .as("seed %d, node %d restarts, node %d is told", run.seed(), node, told)
                            .isLessThan(Duration.ofSeconds(5));
                }
            }
        }
    }

    /**
     * The reason for Corosync's second queue (pull request 663): what a node had to send when it came back from a pause reached
     * the others before they knew its groups again, and was dropped there.
     */
    @Test
    void shouldDeliverWhatWasWaitingWhileANodeStoodStill() {
        final Schedule.Builder schedule = Runs.startOnFastDisks(3).at(STARTED).pause(1, Duration.ofSeconds(3));
        for (int i = 0; i < 10; i++) {
            schedule.at(STARTED.plusMillis(200L * i)).send(1, 5, 2_000);
        }

        int together = 0;
        for (final Run run : Runs.of(3, END).of(schedule.build())) {
            assertThat(run.ringsOf(2, STARTED, END))
                    .as("seed %d: the others went on without it", run.seed())
                    .extracting(Trace.RingInstalled::members)
                    .contains(nodes(2, 3), ALL);
            assertThat(run.messagesTold(Run.process(1, 1)))
                    .as("seed %d", run.seed())
                    .hasSize(50);
            // What it still had on the ring of before, or on one of its own, it delivers to itself alone.
            final List<MessageId> onRingsOfAll = onRingsOfAll(run, 1);
            together += onRingsOfAll.size();
            for (int node = 2; node <= 3; node++) {
                assertThat(onRingsOfAll(run, node))
                        .as("seed %d, node %d", run.seed(), node)
                        .isEqualTo(onRingsOfAll);
            }
        }
        assertThat(together).as("messages that waited for the others").isGreaterThan(5 * Runs.SEEDS);
    }

    /** The messages that a node was told on the rings of all that formed after the pause. */
    private static List<MessageId> onRingsOfAll(final Run run, final int node) {
        final List<RingId> rings = run.ringsOf(2, STARTED, Duration.ofDays(1)).stream()
                .filter(ring -> ring.members().equals(ALL))
                .map(Trace.RingInstalled::ringId)
                .toList();
        return run.trace().eventsOf(Run.process(node, 1)).stream()
                .filter(event -> event instanceof Trace.Delivered message && rings.contains(message.ringId()))
                .map(event -> ((Trace.Delivered) event).message())
                .toList();
    }

    /**
     * Node 2 joins 1 and 3. The token takes 100 ms from 3 to 1, so that 1 sends long after 2 and 3; the last step is at some time
     * around that.
     */
    private static Schedule.Builder newcomer(final int seed) {
        return Schedule.builder()
                .start(1, 3)
                .at(STARTED)
                .degrade(nodes(3), nodes(1), FrameStream.TOKEN, LinkConditions.CALM.delaying(100_000_000L, 0))
                .start(2)
                .after(Duration.ofMillis(590 + 9L * seed));
    }

    /** Whether on a ring of all node 1 or 3 was delivered a message of node 2, and was not told of that ring. */
    private static boolean hasHeardTheNewcomer(final Run run) {
        for (int node = 1; node <= 3; node += 2) {
            RingId ofAll = null;
            boolean hasHeard = false;
            for (final Trace.RingEvent event : run.trace().ringEventsOf(Run.process(node, 1))) {
                if (event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration regular
                        && regular.members().equals(ALL)) {
                    ofAll = regular.ringId();
                } else if (event instanceof Trace.FrameDelivered delivered) {
                    hasHeard |= delivered.frame().ringId().equals(ofAll)
                            && delivered.frame().sender().equals(NodeId.of(2));
                }
            }
            if (hasHeard
                    && run.ringsOf(node).stream()
                            .noneMatch(ring -> ring.members().equals(ALL))) {
                return true;
            }
        }
        return false;
    }
}
