/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import io.totemic.benchmarks.vqsim.core.Difference.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Runs one scenario on a reference and on another model, and looks for the first difference. */
public final class ScenarioComparison {

    /**
     * How it went.
     *
     * @param stepsDone steps that both did; those that meant nothing are not counted
     * @param refusal why the reference refused the configuration, if it did
     * @param verdicts how many single values were compared
     * @param difference the first one; empty if there is none
     * @param hasOtherOrder whether both tell events, and some node was given something else, or at another time, than the same node
     *     of the other model
     * @param states what both say of all nodes where they differ
     */
    public record Outcome(
            VoteScenario scenario,
            int stepsDone,
            Optional<String> refusal,
            long verdicts,
            Optional<Difference> difference,
            boolean hasOtherOrder,
            String states) {}

    private final Set<Kind> kinds;
    private long verdicts;

    /** Compares these kinds, as far as both models tell them. */
    public ScenarioComparison(final Set<Kind> kinds) {
        this.kinds = EnumSet.copyOf(kinds);
    }

    /** Runs the scenario on two models that were not started yet. */
    public Outcome run(final VoteScenario scenario, final VoteModel reference, final VoteModel other) {
        verdicts = 0;
        final Optional<String> refusal = reference.start(scenario.configuration());
        final Optional<String> otherRefusal = other.start(scenario.configuration());
        verdicts++;
        if (kinds.contains(Kind.REFUSAL) && refusal.isPresent() != otherRefusal.isPresent()) {
            final Difference difference =
                    new Difference(Kind.REFUSAL, -1, 0, refusal.orElse("accepted"), otherRefusal.orElse("accepted"));
            return new Outcome(scenario, 0, refusal, verdicts, Optional.of(difference), false, "");
        }
        if (refusal.isPresent() || otherRefusal.isPresent()) {
            return new Outcome(scenario, 0, refusal, verdicts, Optional.empty(), false, "");
        }
        final Topology topology = new Topology(scenario.configuration().nodes(), 0);
        int done = 0;
        boolean otherOrder = false;
        for (int index = 0; index < scenario.steps().size(); index++) {
            final Step step = scenario.steps().get(index);
            if (!topology.isApplicable(step)) {
                continue;
            }
            topology.apply(step);
            final StepAnswer answer = reference.apply(step, Map.of());
            final StepAnswer otherAnswer = other.apply(step, answer.events());
            done++;
            otherOrder |= hasOtherOrder(answer.events(), otherAnswer.events());
            final Optional<Difference> difference = compare(index, answer, otherAnswer);
            if (difference.isPresent()) {
                return new Outcome(
                        scenario,
                        done,
                        refusal,
                        verdicts,
                        difference,
                        otherOrder,
                        states(answer) + "--\n" + states(otherAnswer));
            }
        }
        return new Outcome(scenario, done, refusal, verdicts, Optional.empty(), otherOrder, "");
    }

    /** Where two sequences part first, and not by two different outputs: then something came in at another time. */
    private static boolean hasOtherOrder(
            final Map<Integer, List<VoteEvent>> events, final Map<Integer, List<VoteEvent>> other) {
        for (final Map.Entry<Integer, List<VoteEvent>> entry : events.entrySet()) {
            final List<VoteEvent> first = entry.getValue();
            final List<VoteEvent> second = other.getOrDefault(entry.getKey(), List.of());
            for (int index = 0; index < Math.min(first.size(), second.size()); index++) {
                if (!first.get(index).equals(second.get(index))) {
                    if (first.get(index).isInput() || second.get(index).isInput()) {
                        return true;
                    }
                    break;
                }
            }
        }
        return false;
    }

    private Optional<Difference> compare(final int step, final StepAnswer answer, final StepAnswer other) {
        if (!answer.states().keySet().equals(other.states().keySet())) {
            return Optional.of(new Difference(
                    Kind.PARTITION,
                    step,
                    0,
                    answer.states().keySet().toString(),
                    other.states().keySet().toString()));
        }
        // Before the states: who did something else was not followed from there on.
        final Optional<Difference> event = compareEvents(step, answer.events(), other.events());
        if (event.isPresent()) {
            return event;
        }
        for (final Map.Entry<Integer, NodeState> entry : answer.states().entrySet()) {
            final int node = entry.getKey();
            final Optional<Difference> difference =
                    compare(step, node, entry.getValue(), other.states().get(node));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> compare(final int step, final int node, final NodeState state, final NodeState other) {
        return compare(Kind.PARTITION, step, node, state.partition(), other.partition())
                .or(() -> compare(Kind.QUORATE, step, node, state.quorate(), other.quorate()))
                .or(() -> compare(Kind.VIEW, step, node, state.view(), other.view()))
                .or(() -> compareAnnounced(step, node, state.announced(), other.announced()))
                .or(() -> compare(Kind.QUORUM, step, node, state.quorum(), other.quorum()))
                .or(() -> compare(Kind.TOTAL_VOTES, step, node, state.totalVotes(), other.totalVotes()));
    }

    private Optional<Difference> compareAnnounced(
            final int step, final int node, final Optional<NodeInfo> info, final Optional<NodeInfo> other) {
        if (info.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        final NodeInfo first = info.get();
        final NodeInfo second = other.get();
        return compare(Kind.VOTES, step, node, first.votes(), second.votes())
                .or(() -> compare(Kind.EXPECTED_VOTES, step, node, first.expectedVotes(), second.expectedVotes()))
                .or(() -> compare(Kind.FLAGS, step, node, first.flags(), second.flags()));
    }

    private Optional<Difference> compareEvents(
            final int step, final Map<Integer, List<VoteEvent>> events, final Map<Integer, List<VoteEvent>> other) {
        if (!kinds.contains(Kind.EVENTS) || other.isEmpty()) {
            return Optional.empty();
        }
        for (final Map.Entry<Integer, List<VoteEvent>> entry : events.entrySet()) {
            final Optional<Difference> difference = compareEvents(
                    step, entry.getKey(), entry.getValue(), other.getOrDefault(entry.getKey(), List.of()));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> compareEvents(
            final int step, final int node, final List<VoteEvent> events, final List<VoteEvent> other) {
        for (int index = 0; index < Math.max(events.size(), other.size()); index++) {
            final String first = index < events.size() ? events.get(index).toString() : "nothing more";
            final String second = index < other.size() ? other.get(index).toString() : "nothing more";
            verdicts++;
            if (!first.equals(second)) {
                final String place = "event " + index + ": ";
                return Optional.of(new Difference(Kind.EVENTS, step, node, place + first, place + second));
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> compare(
            final Kind kind, final int step, final int node, final OptionalInt first, final OptionalInt second) {
        return first.isEmpty() || second.isEmpty()
                ? Optional.empty()
                : compare(kind, step, node, first.getAsInt(), second.getAsInt());
    }

    private Optional<Difference> compare(
            final Kind kind, final int step, final int node, final Object first, final Object second) {
        if (!kinds.contains(kind)) {
            return Optional.empty();
        }
        verdicts++;
        return first.equals(second)
                ? Optional.empty()
                : Optional.of(new Difference(kind, step, node, first.toString(), second.toString()));
    }

    private static String states(final StepAnswer answer) {
        final StringBuilder text = new StringBuilder();
        answer.states()
                .forEach((node, state) ->
                        text.append(node).append(": ").append(state).append('\n'));
        return text.toString();
    }
}
