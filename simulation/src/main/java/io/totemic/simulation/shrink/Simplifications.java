/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.shrink;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.schedule.LinkConditions;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.Schedule;
import io.totemic.simulation.schedule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Ways to make a whole scenario simpler. */
final class Simplifications {

    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final long NEAR_NS = 500 * MS;
    private static final int EIGHTHS = 8;

    /** Times are rounded to these, the coarsest that the failure bears. */
    static final List<Long> UNITS_NS = List.of(SECOND, 100 * MS, 10 * MS, MS);

    private Simplifications() {}

    /** Ends sooner, without the steps after that. */
    static List<Simplification> shorter() {
        final List<Simplification> all = new ArrayList<>();
        for (final int eighths : new int[] {1, 2, 4, 6, 7}) {
            all.add(scenario -> endingAt(scenario, scenario.durationNs() / EIGHTHS * eighths));
        }
        all.add(Simplifications::endingWithTheLastStep);
        return all;
    }

    /** One node less; the nodes above it take the ids that become free. */
    static List<Simplification> fewerNodes() {
        final List<Simplification> all = new ArrayList<>();
        for (int node = Scenario.NODES_MAX; node >= 1; node--) {
            final int id = node;
            all.add(scenario -> withoutNode(scenario, id));
        }
        return all;
    }

    /** A better network, and sequences that do not wrap. */
    static List<Simplification> calmer() {
        final List<Simplification> all = new ArrayList<>();
        all.add(scenario -> on(scenario, LinkConditions.CALM));
        all.add(scenario -> scenario.withInitialSeq(0));
        for (final UnaryOperator<LinkConditions> calmer : calmerConditions()) {
            all.add(scenario -> on(scenario, calmer.apply(scenario.network())));
        }
        return all;
    }

    /** Ways to make a link better in one respect. */
    static List<UnaryOperator<LinkConditions>> calmerConditions() {
        return List.of(
                of -> of.losing(0),
                of -> new LinkConditions(
                        of.minDelayNs(),
                        of.meanExtraDelayNs(),
                        of.lossPerMille(),
                        0,
                        of.reorderPerMille(),
                        of.corruptionPerMille(),
                        of.bytesPerSecond()),
                of -> new LinkConditions(
                        of.minDelayNs(),
                        of.meanExtraDelayNs(),
                        of.lossPerMille(),
                        of.duplicationPerMille(),
                        0,
                        of.corruptionPerMille(),
                        of.bytesPerSecond()),
                of -> new LinkConditions(
                        of.minDelayNs(),
                        of.meanExtraDelayNs(),
                        of.lossPerMille(),
                        of.duplicationPerMille(),
                        of.reorderPerMille(),
                        0,
                        of.bytesPerSecond()),
                of -> of.limitedTo(0),
                of -> of.delaying(LinkConditions.CALM.minDelayNs(), LinkConditions.CALM.meanExtraDelayNs()));
    }

    /** All times rounded down. */
    static List<Simplification> rounder() {
        final List<Simplification> all = new ArrayList<>();
        for (final long unitNs : UNITS_NS) {
            all.add(scenario -> scenario.with(new Schedule(scenario.schedule().steps().stream()
                    .map(step -> new Step(step.atNs() / unitNs * unitNs, step.action()))
                    .toList())));
        }
        return all;
    }

    /** {@code scenario} without what it sets {@code key} to. */
    static Scenario withoutSetting(final Scenario scenario, final String key) {
        final SortedMap<String, String> totem = new TreeMap<>(scenario.totem());
        totem.remove(key);
        return new Scenario(
                scenario.seed(),
                scenario.nodes(),
                scenario.durationNs(),
                scenario.network(),
                totem,
                scenario.initialSeq(),
                scenario.schedule());
    }

    /** {@code scenario} with another step in the place of one. */
    static Scenario withStep(final Scenario scenario, final int at, final UnaryOperator<Step> other) {
        final List<Step> steps = new ArrayList<>(scenario.schedule().steps());
        steps.set(at, other.apply(steps.get(at)));
        return scenario.with(new Schedule(steps));
    }

    /** {@code scenario} with the step at that place, and those after it, at the time of the one before. */
    static Scenario withoutGap(final Scenario scenario, final int at) {
        return earlier(scenario, at, gapNs(scenario, at));
    }

    /** {@code scenario} with that step and those after it so much nearer to the one before, unless they are near. */
    static Scenario withHalfTheGap(final Scenario scenario, final int at) {
        final long gapNs = gapNs(scenario, at);
        return gapNs < NEAR_NS ? scenario : earlier(scenario, at, gapNs / 2);
    }

    private static long gapNs(final Scenario scenario, final int at) {
        final List<Step> steps = scenario.schedule().steps();
        return steps.get(at).atNs() - (at == 0 ? 0 : steps.get(at - 1).atNs());
    }

    private static Scenario earlier(final Scenario scenario, final int from, final long byNs) {
        final List<Step> steps = new ArrayList<>(scenario.schedule().steps());
        for (int i = from; i < steps.size(); i++) {
            steps.set(i, new Step(steps.get(i).atNs() - byNs, steps.get(i).action()));
        }
        return scenario.with(new Schedule(steps));
    }

    private static Scenario endingAt(final Scenario scenario, final long durationNs) {
        return new Scenario(
                scenario.seed(),
                scenario.nodes(),
                durationNs,
                scenario.network(),
                scenario.totem(),
                scenario.initialSeq(),
                new Schedule(scenario.schedule().steps().stream()
                        .filter(step -> step.atNs() <= durationNs)
                        .toList()));
    }

    private static Scenario endingWithTheLastStep(final Scenario scenario) {
        final List<Step> steps = scenario.schedule().steps();
        final long lastNs = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).atNs();
        final long roundNs = (lastNs + SECOND - 1) / SECOND * SECOND;
        return endingAt(scenario, Math.min(scenario.durationNs(), roundNs));
    }

    private static Scenario on(final Scenario scenario, final LinkConditions network) {
        return new Scenario(
                scenario.seed(),
                scenario.nodes(),
                scenario.durationNs(),
                network,
                scenario.totem(),
                scenario.initialSeq(),
                scenario.schedule());
    }

    private static Scenario withoutNode(final Scenario scenario, final int id) {
        if (id > scenario.nodes() || scenario.nodes() == 1) {
            return scenario;
        }
        final NodeRemoval removal = new NodeRemoval(NodeId.of(id));
        final List<Step> left = new ArrayList<>();
        for (final Step step : scenario.schedule().steps()) {
            removal.applyTo(step.action()).ifPresent(action -> left.add(new Step(step.atNs(), action)));
        }
        return new Scenario(
                scenario.seed(),
                scenario.nodes() - 1,
                scenario.durationNs(),
                scenario.network(),
                scenario.totem(),
                scenario.initialSeq(),
                new Schedule(left));
    }
}
