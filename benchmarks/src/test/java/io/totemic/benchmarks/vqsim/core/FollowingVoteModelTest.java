/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.benchmarks.vqsim.core.Difference.Kind;
import io.totemic.benchmarks.vqsim.core.ScenarioComparison.Outcome;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A recorded pair of steps of the real program, with two nodes, against a counter that takes any majority of what it heard. */
class FollowingVoteModelTest {

    private static final VoteConfiguration TWO = new VoteConfiguration(List.of(1, 1), Map.of());
    private static final VoteScenario BOTH_UP = new VoteScenario(TWO, List.of(new Step.Up(0, 1), new Step.Up(0, 2)));
    private static final NodeInfo DEVICE = new NodeInfo(0, 0, 0, 0);
    private static final VoteEvent HEARD_DEVICE_1 = new VoteEvent.Heard(1, DEVICE);
    private static final VoteEvent HEARD_DEVICE_2 = new VoteEvent.Heard(2, DEVICE);
    private static final VoteEvent SENT_DEVICE = new VoteEvent.Sent(DEVICE);

    private static final List<VoteEvent> FIRST_ALONE = List.of(
            sent(1, 8),
            new VoteEvent.SyncStarted(1, 0x1c, List.of(1)),
            heard(1, 8),
            sent(1, 8),
            SENT_DEVICE,
            told(false, 0x1c, 1),
            told(false, 0x1c, 1),
            heard(1, 8),
            HEARD_DEVICE_1);
    private static final List<VoteEvent> FIRST_OF_TWO = List.of(
            new VoteEvent.SyncStarted(1, 0x20, List.of(1, 2)),
            heard(2, 8),
            sent(1, 1),
            SENT_DEVICE,
            told(true, 0x20, 1, 2),
            heard(1, 1),
            HEARD_DEVICE_1,
            heard(2, 1),
            HEARD_DEVICE_2);
    private static final List<VoteEvent> SECOND_OF_TWO = List.of(
            sent(2, 8),
            new VoteEvent.SyncStarted(1, 0x20, List.of(1, 2)),
            heard(2, 8),
            sent(2, 0),
            SENT_DEVICE,
            told(false, 0x20, 1, 2),
            heard(1, 1),
            told(true, 0x20, 1, 2),
            told(true, 0x20, 1, 2),
            HEARD_DEVICE_1,
            heard(2, 1),
            HEARD_DEVICE_2);

    private static VoteEvent sent(final int node, final int flags) {
        return new VoteEvent.Sent(new NodeInfo(node, 1, 2, flags));
    }

    private static VoteEvent heard(final int node, final int flags) {
        return new VoteEvent.Heard(node, new NodeInfo(node, 1, 2, flags));
    }

    private static VoteEvent told(final boolean quorate, final long sequence, final Integer... members) {
        return new VoteEvent.Told(quorate, 1, sequence, List.of(members));
    }

    @Test
    void aModelThatDoesTheSameHasNoDifference() {
        final Outcome outcome = compare(new Majority(1, 2), new Majority(2, 2));

        assertThat(outcome.difference()).isEmpty();
        assertThat(outcome.stepsDone()).isEqualTo(2);
        assertThat(outcome.verdicts()).isGreaterThan(30);
    }

    @Test
    void aModelThatIsQuorateTooEarlyIsFoundAtTheFirstAnnouncement() {
        final Outcome outcome = compare(new Majority(1, 2), new Majority(2, 1));

        assertThat(outcome.difference())
                .contains(new Difference(Kind.EVENTS, 1, 2, "event 3: " + sent(2, 0), "event 3: " + sent(2, 1)));
    }

    @Test
    void aModelThatIsNeverQuorateIsFound() {
        final Outcome outcome = compare(new Majority(1, 3), new Majority(2, 2));

        assertThat(outcome.difference().orElseThrow().kind()).isEqualTo(Kind.EVENTS);
        assertThat(outcome.difference().orElseThrow().node()).isEqualTo(1);
        assertThat(outcome.states()).contains("1: partition 0 quorate").contains("--\n1: partition 0 inquorate");
    }

    @Test
    void aRefusalThatTheReferenceDoesNotKnowIsFound() {
        final Outcome outcome = new ScenarioComparison(EnumSet.allOf(Kind.class))
                .run(
                        BOTH_UP,
                        new Recorded(),
                        new FollowingVoteModel(unused -> Optional.of("no"), (configuration, node) -> null));

        assertThat(outcome.difference()).contains(new Difference(Kind.REFUSAL, -1, 0, "accepted", "no"));
    }

    private static Outcome compare(final VoteNode first, final VoteNode second) {
        return new ScenarioComparison(EnumSet.of(Kind.REFUSAL, Kind.PARTITION, Kind.EVENTS))
                .run(
                        BOTH_UP,
                        new Recorded(),
                        new FollowingVoteModel(
                                unused -> Optional.empty(), (configuration, node) -> node == 1 ? first : second));
    }

    /** What the real program did. */
    private static final class Recorded implements VoteModel {

        @Override
        public Optional<String> start(final VoteConfiguration configuration) {
            return Optional.empty();
        }

        @Override
        public StepAnswer apply(final Step step, final Map<Integer, List<VoteEvent>> observed) {
            if (step.equals(new Step.Up(0, 1))) {
                return new StepAnswer(Map.of(1, state(false, List.of(1))), Map.of(1, FIRST_ALONE));
            }
            final NodeState both = state(true, List.of(1, 2));
            return new StepAnswer(Map.of(1, both, 2, both), Map.of(1, FIRST_OF_TWO, 2, SECOND_OF_TWO));
        }

        private static NodeState state(final boolean quorate, final List<Integer> view) {
            return new NodeState(0, quorate, view, Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
        }

        @Override
        public void close() {}
    }

    /** Quorate with {@code needed} members that were heard since the membership began. */
    private static final class Majority implements VoteNode {

        private final int node;
        private final int needed;
        private final Set<Integer> heard = new HashSet<>();
        private boolean isFirst = true;
        private boolean isQuorate;

        private Majority(final int node, final int needed) {
            this.node = node;
            this.needed = needed;
            heard.add(node);
        }

        @Override
        public void beginSync(final List<Integer> members) {
            isFirst &= members.size() == 1;
            heard.retainAll(members);
        }

        @Override
        public NodeInfo nodeInfo() {
            return new NodeInfo(node, 1, 2, (isQuorate ? NodeInfo.QUORATE : 0) | (isFirst ? 8 : 0));
        }

        @Override
        public NodeInfo deviceInfo() {
            return DEVICE;
        }

        @Override
        public void finishSync() {
            isQuorate = heard.size() >= needed;
        }

        @Override
        public void onNodeInfo(final int sender, final NodeInfo info) {
            if (info.nodeId() != 0) {
                heard.add(sender);
                isQuorate = heard.size() >= needed;
            }
        }

        @Override
        public void onWindowPassed() {}

        @Override
        public boolean isQuorate() {
            return isQuorate;
        }
    }
}
