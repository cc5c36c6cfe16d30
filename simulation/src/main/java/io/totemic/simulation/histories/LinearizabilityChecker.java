/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Looks for an order of the operations of a history in which one client after the other could have been answered like that, and in
 * which what was answered before something else was asked for comes before it.
 *
 * <p>Operations that were not answered may stand anywhere after their call, or nowhere. They are what makes the search long, so at first
 * only one of them is allowed between two that were answered, then more and more.
 *
 * <p>Source: Wing, Gong: Testing and Verifying Concurrent Objects; Lowe: Testing for Linearizability, for the memory of what was tried.
 */
public final class LinearizabilityChecker<S, I, O> {

    private static final int STATES_MAX = 1_000_000;
    private static final int SUCCESSION_MAX = 8;

    private final SequentialModel<S, I, O> model;

    /** Of histories of such a thing. */
    public LinearizabilityChecker(final SequentialModel<S, I, O> model) {
        this.model = model;
    }

    private record Visited(BitSet done, Object state, int succession) {}

    private static final class Frame<S> {
        private final S state;
        private final int succession;
        private final int chosen;
        private final List<Integer> candidates;
        private int next;

        private Frame(final S state, final int succession, final int chosen, final List<Integer> candidates) {
            this.state = state;
            this.succession = succession;
            this.chosen = chosen;
            this.candidates = candidates;
        }
    }

    /** What is wrong with the history; null if it is linearizable. */
    public String mistakeOf(final List<Operation<I, O>> history) {
        final List<Operation<I, O>> sorted = new ArrayList<>(history);
        sorted.sort(Comparator.comparingLong(Operation::calledNs));
        final int unanswered =
                (int) sorted.stream().filter(each -> !each.isAnswered()).count();
        Search search = null;
        for (int succession = 0; succession <= Math.min(unanswered, SUCCESSION_MAX); succession++) {
            search = new Search(sorted, succession);
            final Boolean isFound = search.run();
            if (Boolean.TRUE.equals(isFound)) {
                return null;
            }
            if (isFound == null) {
                break;
            }
        }
        return search.mistake();
    }

    private final class Search {
        private final List<Operation<I, O>> operations;
        private final int successionMax;
        private final int answered;
        private final BitSet done = new BitSet();
        private final Set<Visited> visited = new HashSet<>();
        private int doneAnswered;
        private int bestAnswered = -1;
        private BitSet best = new BitSet();
        private S bestState;
        private int firstOpen;

        Search(final List<Operation<I, O>> operations, final int successionMax) {
            this.operations = operations;
            this.successionMax = successionMax;
            answered = (int) operations.stream().filter(Operation::isAnswered).count();
        }

        /** Whether there is an order; null if the search was given up. */
        Boolean run() {
            final ArrayDeque<Frame<S>> stack = new ArrayDeque<>();
            stack.push(new Frame<>(model.initialState(), 0, -1, candidates()));
            while (!stack.isEmpty()) {
                final Frame<S> frame = stack.peek();
                if (doneAnswered == answered) {
                    return true;
                }
                if (doneAnswered > bestAnswered) {
                    bestAnswered = doneAnswered;
                    best = (BitSet) done.clone();
                    bestState = frame.state;
                }
                if (frame.next == frame.candidates.size()) {
                    stack.pop();
                    takeBack(frame.chosen);
                    continue;
                }
                final int candidate = frame.candidates.get(frame.next++);
                final Frame<S> after = tryNext(frame, candidate);
                if (after != null) {
                    stack.push(after);
                }
                if (visited.size() > STATES_MAX) {
                    return null;
                }
            }
            return false;
        }

        private Frame<S> tryNext(final Frame<S> frame, final int candidate) {
            final Operation<I, O> operation = operations.get(candidate);
            final int succession = operation.isAnswered() ? 0 : frame.succession + 1;
            if (succession > successionMax
                    || (operation.isAnswered()
                            && !Objects.equals(model.output(frame.state, operation.input()), operation.output()))) {
                return null;
            }
            final S state = model.next(frame.state, operation.input());
            if (!operation.isAnswered() && state.equals(frame.state)) {
                // As if it had not happened.
                return null;
            }
            done.set(candidate);
            if (!visited.add(new Visited((BitSet) done.clone(), state, succession))) {
                done.clear(candidate);
                return null;
            }
            doneAnswered += operation.isAnswered() ? 1 : 0;
            return new Frame<>(state, succession, candidate, candidates());
        }

        private void takeBack(final int chosen) {
            if (chosen >= 0) {
                done.clear(chosen);
                doneAnswered -= operations.get(chosen).isAnswered() ? 1 : 0;
                firstOpen = Math.min(firstOpen, chosen);
            }
        }

        /** What may come next: those that were called before anything open was answered; the answered ones first. */
        private List<Integer> candidates() {
            firstOpen = done.nextClearBit(firstOpen);
            long firstAnswerNs = Operation.NEVER;
            final List<Integer> open = new ArrayList<>();
            final List<Integer> unanswered = new ArrayList<>();
            for (int i = firstOpen; i < operations.size(); i = done.nextClearBit(i + 1)) {
                final Operation<I, O> operation = operations.get(i);
                if (operation.calledNs() > firstAnswerNs) {
                    break;
                }
                firstAnswerNs = Math.min(firstAnswerNs, operation.answeredNs());
                (operation.isAnswered() ? open : unanswered).add(i);
            }
            final long limitNs = firstAnswerNs;
            open.removeIf(i -> operations.get(i).calledNs() > limitNs);
            open.sort(Comparator.comparingLong(i -> operations.get(i).answeredNs()));
            open.addAll(unanswered);
            return open;
        }

        String mistake() {
            final StringBuilder text = new StringBuilder("not linearizable, with up to " + successionMax
                    + " unanswered operations in direct succession: in the best order " + bestAnswered + " of "
                    + answered
                    + " answered operations come to " + bestState + ", from which none of these follows:");
            int shown = 0;
            for (int i = best.nextClearBit(0); i < operations.size() && shown < 10; i = best.nextClearBit(i + 1)) {
                if (operations.get(i).isAnswered()) {
                    text.append("\n  ").append(operations.get(i));
                    shown++;
                }
            }
            return text.toString();
        }
    }
}
