/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.membership.core.MembershipStep;
import io.totemic.simulation.GroupCounts;
import io.totemic.simulation.NetworkCounts;
import io.totemic.simulation.RunTotals;
import io.totemic.simulation.SimulationOptions;
import io.totemic.simulation.SimulationResult;
import io.totemic.simulation.Simulator;
import io.totemic.simulation.check.Checker;
import io.totemic.simulation.check.Checkers;
import io.totemic.simulation.check.MembershipCoverage;
import io.totemic.simulation.check.MembershipTransitions;
import io.totemic.simulation.schedule.Scenario;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what the simulator finds: failures at once, a line of progress now and then, and a summary. */
final class SimulationReport implements Simulator.Listener {

    private static final int VIOLATIONS_SHOWN = 5;

    private final SimulationOptions options;
    private final int seeds;
    private final boolean isHashes;
    private final PrintStream out;
    private Scenario firstFailure;

    SimulationReport(final SimulationOptions options, final int seeds, final boolean isHashes, final PrintStream out) {
        this.options = options;
        this.seeds = seeds;
        this.isHashes = isHashes;
        this.out = out;
    }

    @Override
    public void ended(final Scenario scenario, final SimulationResult result) {
        if (isHashes) {
            out.println("seed " + result.seed() + " " + result.hash());
        }
        if (!result.violations().isEmpty()) {
            firstFailure = firstFailure == null ? scenario : firstFailure;
            out.println(
                    "seed " + result.seed() + " failed, " + result.violations().size() + " violations; replay with: "
                            + replayCommand(options, result.seed()));
            result.violations().stream().limit(VIOLATIONS_SHOWN).forEach(violation -> out.println("  " + violation));
        }
    }

    /** The first scenario that had a violation; null if none had. */
    Scenario firstFailure() {
        return firstFailure;
    }

    /** The one line that runs a seed again. */
    static String replayCommand(final SimulationOptions options, final long seed) {
        return "./totemic simulate --nodes " + options.nodes() + " --duration " + options.durationNs() / 1_000_000L
                + "ms --faults " + options.profile().name() + " --replay " + seed;
    }

    @Override
    public void progressed(final RunTotals totals, final long elapsedNs) {
        final double seconds = elapsedNs / 1e9;
        out.printf(
                Locale.ROOT,
                "%d of %d seeds, %d failed; %.1f s, %.1f seeds/s, %.0f simulated s/s, %.2f million events/s%n",
                totals.runs(),
                seeds,
                totals.failed(),
                seconds,
                totals.runs() / seconds,
                totals.simulatedNs() / 1e9 / seconds,
                totals.steps() / seconds / 1e6);
    }

    /** What was run, done to it, and covered. */
    void summary(final RunTotals totals) {
        final NetworkCounts network = totals.network();
        out.printf(
                Locale.ROOT,
                "%d events; %d messages delivered and %d rings installed at members of groups%n",
                totals.steps(),
                totals.delivered(),
                totals.rings());
        out.println("schedule: "
                + totals.actions().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", ")));
        out.printf(
                Locale.ROOT,
                "frames: %d carried; %d cut off, %d lost, %d overflowed, %d doubled, %d reordered, %d corrupted, %d injected%n",
                network.carried(),
                network.cut(),
                network.lost(),
                network.overflowed(),
                network.duplicated(),
                network.reordered(),
                network.corrupted(),
                network.injected());
        groups(totals.groups());
        out.printf(
                Locale.ROOT,
                "keys: %d times a node came to seal with another, %d dropped%n",
                totals.keys().switched(),
                totals.keys().dropped());
        out.println(Checkers.ALL.size() + " properties checked: "
                + Checkers.ALL.stream().map(Checker::label).collect(Collectors.joining(", ")));
        coverage(totals.coverage());
    }

    private void groups(final GroupCounts groups) {
        out.printf(
                Locale.ROOT,
                "further members: %d joined, %d left, %d killed, %d put out; %d messages told, %d of them large;"
                        + " %d accepted, %d answered when delivered, %d to try again, %d not quorate;"
                        + " %d transitional configurations told; ring held back %d times, %d chains torn%n",
                groups.joined(),
                groups.left(),
                groups.killed(),
                groups.putOut(),
                groups.told(),
                groups.largeTold(),
                groups.accepted(),
                groups.deliveredToSelf(),
                groups.triedAgain(),
                groups.notQuorate(),
                groups.transitional(),
                groups.holdBacks(),
                groups.tornChains());
    }

    private void coverage(final MembershipCoverage coverage) {
        final List<MembershipCoverage.Cell> missing = MembershipTransitions.cells().stream()
                .filter(cell -> coverage.countOf(cell) == 0)
                .toList();
        out.println("membership table: " + (MembershipTransitions.cells().size() - missing.size()) + " of "
                + MembershipTransitions.cells().size() + " transitions taken");
        MembershipTransitions.cells()
                .forEach(cell -> out.printf(Locale.ROOT, "  %-72s %12d%n", cell, coverage.countOf(cell)));
        final long nothing = coverage.used().entrySet().stream()
                .filter(each -> each.getKey().outcome() == MembershipStep.Outcome.NOTHING)
                .mapToLong(Map.Entry::getValue)
                .sum();
        out.printf(
                Locale.ROOT, "  %-72s %12d%n", "(inputs that led to nothing: late, copies, of other rings)", nothing);
    }
}
