/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.shrink;

import io.totemic.simulation.SimulationResult;
import io.totemic.simulation.schedule.Action;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.Schedule;
import io.totemic.simulation.schedule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Takes from a failing scenario all that its failure does not need: steps, nodes, time, what is wrong with the network, settings;
 * then makes what is left round. What counts as the same failure is a violation of the same checker.
 *
 * <pre>{@code
 * try (SimulationRuns runs = new SimulationRuns()) {
 *     Shrunk shrunk = new Shrinker(runs, 500).shrink(options.scenario(seed));
 *     System.out.println(ScenarioText.write(shrunk.scenario()));
 * }
 * }</pre>
 *
 * <p>Equal scenarios shrink to equal scenarios if {@code run} is a function of the scenario, as a simulation is.
 */
public final class Shrinker {

    private final Function<Scenario, SimulationResult> run;
    private final int runsMax;

    /** Scenarios are run by {@code run}, at most {@code runsMax} times for one that is shrunk. */
    public Shrinker(final Function<Scenario, SimulationResult> run, final int runsMax) {
        if (runsMax < 1) {
            throw new IllegalArgumentException("runs is " + runsMax + ", must be at least 1");
        }
        this.run = run;
        this.runsMax = runsMax;
    }

    /**
     * The smallest scenario found that fails like {@code failing}.
     *
     * @throws IllegalArgumentException if {@code failing} does not fail
     */
    public Shrunk shrink(final Scenario failing) {
        final Attempts attempts = new Attempts(run, runsMax, failing);
        Scenario before;
        do {
            before = attempts.best();
            apply(attempts, Simplifications.shorter());
            dropSteps(attempts, step -> !step.action().isWork() && !isStart(step));
            apply(attempts, Simplifications.fewerNodes());
            dropSteps(attempts, step -> step.action().isWork());
            dropSteps(attempts, Shrinker::isStart);
            apply(attempts, Simplifications.calmer());
            dropSettings(attempts);
            simplifyActions(attempts);
            closeGaps(attempts);
            roundTimes(attempts);
        } while (!attempts.isOver() && !attempts.best().equals(before));
        return new Shrunk(attempts.best(), attempts.runs(), attempts.violations(), !attempts.isOver());
    }

    private static boolean isStart(final Step step) {
        return step.action() instanceof Action.Start;
    }

    private static void apply(final Attempts attempts, final List<Simplification> simplifications) {
        for (final Simplification simplification : simplifications) {
            while (attempts.isKept(simplification.apply(attempts.best()))) {
                // As often as it helps.
            }
        }
    }

    /** Delta debugging: first large parts of the steps, then smaller ones, at last each by itself. */
    private static void dropSteps(final Attempts attempts, final Predicate<Step> isDroppable) {
        for (int part = count(attempts, isDroppable); part > 0; part /= 2) {
            int from = 0;
            while (from < count(attempts, isDroppable)) {
                if (!attempts.isKept(without(attempts.best(), isDroppable, from, part))) {
                    from += part;
                }
            }
        }
    }

    private static int count(final Attempts attempts, final Predicate<Step> isDroppable) {
        return (int)
                attempts.best().schedule().steps().stream().filter(isDroppable).count();
    }

    private static Scenario without(
            final Scenario scenario, final Predicate<Step> isDroppable, final int from, final int part) {
        final List<Step> left = new ArrayList<>();
        int droppable = 0;
        for (final Step step : scenario.schedule().steps()) {
            final boolean isDropped = isDroppable.test(step) && droppable >= from && droppable < from + part;
            droppable += isDroppable.test(step) ? 1 : 0;
            if (!isDropped) {
                left.add(step);
            }
        }
        return scenario.with(new Schedule(left));
    }

    private static void dropSettings(final Attempts attempts) {
        for (final String key : List.copyOf(attempts.best().totem().keySet())) {
            attempts.isKept(Simplifications.withoutSetting(attempts.best(), key));
        }
    }

    private static void simplifyActions(final Attempts attempts) {
        for (int i = 0; i < attempts.best().schedule().steps().size(); i++) {
            while (isOneActionSimpler(attempts, i)) {
                // Until it is as simple as it can be.
            }
        }
    }

    private static boolean isOneActionSimpler(final Attempts attempts, final int at) {
        final Action action = attempts.best().schedule().steps().get(at).action();
        for (final Action simpler : SimplerActions.than(action)) {
            if (attempts.isKept(
                    Simplifications.withStep(attempts.best(), at, step -> new Step(step.atNs(), simpler)))) {
                return true;
            }
        }
        return false;
    }

    private static void closeGaps(final Attempts attempts) {
        for (int i = 0; i < attempts.best().schedule().steps().size(); i++) {
            final int at = i;
            apply(
                    attempts,
                    List.of(
                            scenario -> Simplifications.withoutGap(scenario, at),
                            scenario -> Simplifications.withHalfTheGap(scenario, at)));
        }
    }

    private static void roundTimes(final Attempts attempts) {
        apply(attempts, Simplifications.rounder());
        for (final long unitNs : Simplifications.UNITS_NS) {
            for (int i = 0; i < attempts.best().schedule().steps().size(); i++) {
                attempts.isKept(Simplifications.withStep(
                        attempts.best(), i, step -> new Step(step.atNs() / unitNs * unitNs, step.action())));
            }
        }
    }
}
