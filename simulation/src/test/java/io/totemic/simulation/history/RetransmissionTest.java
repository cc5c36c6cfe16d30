/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static io.totemic.simulation.history.Runs.at;
import static io.totemic.simulation.schedule.Schedule.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.FrameStream;
import io.totemic.simulation.schedule.LinkConditions;
import io.totemic.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tokens that come through, and messages that do not. */
final class RetransmissionTest {

    private static final Duration BEGIN = at(3_000);
    private static final Duration BAD = at(3_500);
    private static final Duration END = at(13_000);

    /** As many visits as a fast ring has in a moment: it must not matter. */
    private static final int FEW_VISITS = 50;

    private static final int MESSAGES = 500;

    /** Slots for frames that are not yet freed; Corosync asserts that it never needs more. */
    private static final int QUEUE_SLOTS = 16_384;

    /**
     * Corosync issues 622, 725 and 736: messages and tokens go different ways, the token is faster, each visit asks again for what
     * is still under way. The load it adds must stay in proportion.
     */
    @Test
    void shouldAddLittleLoadWhenMessagesAreLateAndTokensAreNot() {
        final List<Run> calm = lossy(LinkConditions.CALM);
        final List<Run> late = lossy(LinkConditions.CALM.delaying(100_000_000L, 0));

        for (int i = 0; i < calm.size(); i++) {
            assertIsSteadyAndComplete(late.get(i));
            assertThat(late.get(i).trace().carriedFrames())
                    .as("seed %d", late.get(i).seed())
                    .isLessThan(2 * calm.get(i).trace().carriedFrames());
        }
    }

    /**
     * Seed 7575 of the histories of a singleton: node 1 does not hear its successor, which has all that node 1 misses, is the first to be asked for
     * it, and answers in vain. Its own messages must come by node 3, while the link is cut.
     */
    @Test
    void shouldGetWhatItMissesFromSomebodyThatItHears() {
        final Schedule schedule = Runs.startOnFastDisks(3)
                .at(BAD)
                .cut(nodes(2), nodes(1))
                .send(2, 20, 500)
                .build();

        for (final Run run : Runs.of(3, END).of(schedule)) {
            assertThat(run.trace().eventsOf(Run.process(1, 1)))
                    .as("seed %d", run.seed())
                    .filteredOn(event -> event instanceof Trace.Delivered delivered
                            && delivered.message().node().equals(NodeId.of(2))
                            && event.atNs() < BAD.plusSeconds(2).toNanos())
                    .hasSize(20);
        }
    }

    /** The same with three messages of ten lost: what is asked for is what was lost. */
    @Test
    void shouldAddLittleLoadWhenMessagesAreLostAndTokensAreNot() {
        final List<Run> calm = lossy(LinkConditions.CALM);
        final List<Run> lost = lossy(LinkConditions.CALM.losing(300));

        for (int i = 0; i < calm.size(); i++) {
            assertIsSteadyAndComplete(lost.get(i));
            assertThat(lost.get(i).trace().carriedFrames())
                    .as("seed %d", lost.get(i).seed())
                    .isLessThan(calm.get(i).trace().carriedFrames() * 5 / 4);
        }
    }

    /** Each round of retransmissions on a narrow link leaves less of it for the rest: it must not close up. */
    @Test
    void shouldNotFillANarrowLinkWithRetransmissions() {
        final Schedule schedule = traffic()
                .at(BAD)
                .degrade(
                        nodes(1, 2, 3),
                        nodes(1, 2, 3),
                        LinkConditions.CALM.losing(20).limitedTo(60_000))
                .build();

        for (final Run run : Runs.of(3, END).of(schedule)) {
            assertThat(run.messagesTold(Run.process(3, 1)))
                    .as("seed %d", run.seed())
                    .hasSize(MESSAGES);
            assertThat(run.ringsOf(3, BAD, END)).as("seed %d", run.seed()).hasSizeLessThan(6);
        }
    }

    /**
     * Corosync issue 611: a node gets no message for less than the token time-out, the visits allowed pass in an instant, the node
     * fails to receive, and the cluster fences it. Visits alone do not count here.
     */
    @Test
    void shouldNotGiveUpOnMessagesSoonerThanOnTokens() {
        final Schedule schedule = deaf(LinkConditions.CALM.losing(1000))
                .at(at(5_700))
                .restore(nodes(1, 2), nodes(3))
                .build();

        for (final Run run : Runs.of(3, END).with("fail_recv_const", FEW_VISITS).of(schedule)) {
            assertIsSteadyAndComplete(run);
        }
    }

    /** What FAILED TO RECEIVE is for: a node that gets no message for long leaves, the others go on, and it comes back. */
    @Test
    void shouldGoOnWithoutANodeThatReceivesNothing() {
        final Schedule schedule = deaf(LinkConditions.CALM.losing(1000))
                .at(at(9_000))
                .restore(nodes(1, 2), nodes(3))
                .build();

        for (final Run run : Runs.of(3, END).with("fail_recv_const", FEW_VISITS).of(schedule)) {
            assertThat(run.untilToldOf(nodes(1, 2), 1, at(5_000)))
                    .as("seed %d", run.seed())
                    .isLessThan(Duration.ofSeconds(3));
            assertThat(run.longestSilence(Run.process(1, 1), at(5_000), END))
                    .as("seed %d", run.seed())
                    .isLessThan(Duration.ofSeconds(4));
        }
    }

    /**
     * Corosync issues 4 and 371: one node falls so far behind that the range to be asked for is longer than the queue, and all
     * nodes abort. Here nothing is numbered that does not fit into the queue of who is behind.
     */
    @Test
    void shouldNumberNoMoreThanFitsIntoTheQueueOfWhoIsBehind() {
        final Schedule schedule = Runs.send(Runs.start(3), 2, at(5_000), at(12_000), Duration.ofMillis(50), 400)
                .at(at(5_000))
                .degrade(nodes(1, 2), nodes(3), FrameStream.DATA, LinkConditions.CALM.losing(1000))
                .at(END)
                .restore(nodes(1, 2), nodes(3))
                .build();
        // Thirty of some 15 000 missing frames can be asked for in a rotation, of which each takes a third of a second.
        final List<Run> runs = Runs.of(3, at(600_000))
                .seeds(3)
                .on(LinkConditions.CALM.delaying(50_000, 50_000))
                .with("window_size", 300)
                .with("max_messages", 100)
                .with("fail_recv_const", 10_000)
                .of(schedule);

        for (final Run run : runs) {
            assertThat(longestRange(run)).as("seed %d", run.seed()).isBetween(QUEUE_SLOTS - 1_000, QUEUE_SLOTS);
        }
    }

    /**
     * By reading: FAILED TO RECEIVE in RECOVERY left Corosync with the numbers of the attempt in the place of the old ring's. Node 3
     * gets tokens and no messages while a ring forms that has old ones to exchange.
     */
    @Test
    void shouldComeBackFromARecoveryInWhichItReceivedNothing() {
        final Schedule schedule = Runs.traffic(4, BEGIN, at(11_000), Duration.ofMillis(50), 5)
                .at(at(4_980))
                .degrade(nodes(1, 2, 4), nodes(3), FrameStream.DATA, LinkConditions.CALM.losing(1000))
                .at(at(5_000))
                .crash(4)
                .at(at(9_000))
                .restore(nodes(1, 2, 4), nodes(3))
                .start(4)
                .build();

        for (final Run run : Runs.of(4, END).with("fail_recv_const", FEW_VISITS).of(schedule)) {
            assertThat(run.ringsOf(3, at(5_000), at(8_900)))
                    .as("seed %d: no recovery with others ends at node 3", run.seed())
                    .allMatch(ring -> ring.members().equals(nodes(3)));
            assertThat(run.untilToldOf(nodes(1, 2, 3, 4), 3, at(9_000)))
                    .as("seed %d", run.seed())
                    .isLessThan(Duration.ofSeconds(8));
        }
    }

    /**
     * By reading: the counters that end a recovery survived one that failed, and the next ended before all had arrived. Here
     * recoveries fail again and again, with old messages to exchange; {@code RingOrder} and {@code FailureAtomicity} see holes.
     */
    @Test
    void shouldRecoverEverythingAfterRecoveriesThatFailed() {
        final List<Run> runs = Runs.of(4, END).on(LinkConditions.ROUGH).of(seed -> failingRecoveries(seed)
                .build());

        final int failed =
                runs.stream().mapToInt(RetransmissionTest::failedRecoveries).sum();
        assertThat(failed)
                .as("rings that had a token and were installed nowhere")
                .isGreaterThan(2);
    }

    private static int failedRecoveries(final Run run) {
        final TreeSet<String> withToken = new TreeSet<>();
        final TreeSet<String> installed = new TreeSet<>();
        for (final Trace.ProcessId process : run.trace().ringProcesses()) {
            for (final Trace.RingEvent event : run.trace().ringEventsOf(process)) {
                if (event instanceof Trace.TokenAccepted token) {
                    withToken.add(token.ringId().toString());
                } else if (event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration regular) {
                    installed.add(regular.ringId().toString());
                }
            }
        }
        withToken.removeAll(installed);
        return withToken.size();
    }

    /** All tokens get lost for longer than the token time-out, from about when the ring without the dead node is in RECOVERY. */
    private static Schedule.Builder failingRecoveries(final int seed) {
        final Schedule.Builder schedule = Runs.traffic(4, BEGIN, END, Duration.ofMillis(50), 5);
        for (int i = 0; i < 2; i++) {
            final Duration from = at(5_000 + 3_000L * i);
            schedule.at(from).crash(4);
            schedule.at(from.plusMillis(2_195 + seed))
                    .degrade(nodes(1, 2, 3), nodes(1, 2, 3), FrameStream.TOKEN, LinkConditions.CALM.losing(1000))
                    .after(Duration.ofMillis(1_100))
                    .restore(nodes(1, 2, 3), nodes(1, 2, 3));
            schedule.at(from.plusMillis(2_500)).start(4);
        }
        return schedule;
    }

    private static List<Run> lossy(final LinkConditions data) {
        return Runs.of(3, END)
                .with("fail_recv_const", FEW_VISITS)
                .of(traffic()
                        .at(BAD)
                        .degrade(nodes(1, 2), nodes(3), FrameStream.DATA, data)
                        .build());
    }

    private static Schedule.Builder deaf(final LinkConditions data) {
        return traffic().at(at(5_000)).degrade(nodes(1, 2), nodes(3), FrameStream.DATA, data);
    }

    private static Schedule.Builder traffic() {
        return Runs.send(Runs.startOnFastDisks(3), 3, BEGIN, END, Duration.ofMillis(40), 2);
    }

    private static void assertIsSteadyAndComplete(final Run run) {
        for (int node = 1; node <= 3; node++) {
            assertThat(run.ringsOf(node, BAD, END))
                    .as("seed %d, node %d", run.seed(), node)
                    .isEmpty();
            assertThat(run.messagesTold(Run.process(node, 1)))
                    .as("seed %d, node %d", run.seed(), node)
                    .hasSize(MESSAGES);
        }
    }

    private static int longestRange(final Run run) {
        int longest = 0;
        for (final Trace.ProcessId process : run.trace().ringProcesses()) {
            for (final Trace.RingEvent event : run.trace().ringEventsOf(process)) {
                if (event instanceof Trace.TokenAccepted token) {
                    longest = Math.max(longest, token.seq() - token.aru());
                }
            }
        }
        return longest;
    }
}
