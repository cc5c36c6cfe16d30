/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.config.ClusterConfig;
import io.totemic.cpg.core.CpgSettings;
import io.totemic.protocol.Invariants;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.simulation.check.Checker;
import io.totemic.simulation.check.Checkers;
import io.totemic.simulation.check.RingInvariant;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.check.TraceHash;
import io.totemic.simulation.schedule.Action;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs scenarios: nodes with the actors of production, traffic, faults, then a healed network, and the checkers over what
 * everybody was told.
 *
 * <p>One thread; not safe for use by several.
 */
public final class Simulation implements AutoCloseable {

    /** A hundred times what a run needs. */
    private static final long STEPS_PER_NODE_AND_SECOND = 40_000L;

    private static final long SECOND_NS = 1_000_000_000L;

    /** A property that fails once may fail at each event. */
    private static final int VIOLATIONS_OF_ONE_MAX = 20;

    private final SimulatedSystem system = new SimulatedSystem();
    private final SimulatedScheduling scheduling = system.scheduling();
    private boolean isBroken;

    /** Runs one seed. */
    public SimulationResult run(final long seed, final SimulationOptions options) {
        return run(options.scenario(seed));
    }

    /** Runs one scenario. */
    public SimulationResult run(final Scenario scenario) {
        return record(scenario).result();
    }

    /** Runs one scenario and keeps what everybody did, for pictures and traces. */
    public RunRecord record(final Scenario scenario) {
        Invariants.check(!isBroken, "a simulation that has hung or failed runs no more seeds");
        isBroken = true;
        final ClusterConfig config = ClusterConfig.fromText(SimulatedConfig.corosyncConf(scenario));
        final long settleNs = SimulatedConfig.settleNs(config);
        system.begin(
                scenario.seed(),
                (scenario.durationNs() + settleNs) / SECOND_NS * scenario.nodes() * STEPS_PER_NODE_AND_SECOND);
        final Trace trace = new Trace();
        trace.conditions(conditionsOf(scenario));
        trace.onlyLeavesFrom(scenario.onlyLeavesFromNs());
        trace.windowFrames(config.totem().windowSizeMessages());
        noteQuorum(scenario, config, trace);
        final List<String> violations = new ArrayList<>();
        for (final Checker checker : Checkers.ALL) {
            if (checker instanceof RingInvariant invariant) {
                trace.watch(invariant.watch(trace, report(checker, violations)));
            }
        }
        final SimulatedNetwork network = new SimulatedNetwork(scheduling, scenario.nodes(), scenario.network());
        final long attackIntervalMs = SimulatedConfig.attackIntervalMs(scenario.totem());
        if (attackIntervalMs > 0) {
            network.attackedBy(
                    attackIntervalMs, EnvelopeCodec.clusterId(config.totem().clusterName()), attack -> {
                        if (violations.size() < VIOLATIONS_OF_ONE_MAX) {
                            violations.add("Attacker: " + attack);
                        }
                    });
        }
        final CpgSettings groups = SimulatedConfig.groupSettings(scenario.totem());
        final Workload workload = new Workload(scheduling, trace, groups.stallNs());
        final SimulatedNodes nodes = new SimulatedNodes(
                system,
                SimulatedConfig.nodeSettings(config, groups, scenario.initialSeq()).stream()
                        .map(settings -> attackIntervalMs > 0 ? settings.with(Attacker.protection()) : settings)
                        .toList(),
                network,
                !scenario.isWithoutFaults(),
                trace,
                workload,
                violation -> violations.add("Invariant: " + violation));
        long quietFromNs = 0;
        long linksFromNs = 0;
        try {
            for (final Step step : scenario.schedule().steps()) {
                scheduling.runUntil(step.atNs());
                if (!step.action().isWork()) {
                    // A hold-off that is in force at the last change is no failure to come to rest.
                    quietFromNs = Math.max(step.atNs(), trace.heldOffUntilNs());
                    linksFromNs = step.action() instanceof Action.Start ? linksFromNs : step.atNs();
                }
                if (!nodes.apply(step.action())) {
                    workload.apply(step.action());
                }
            }
            scheduling.runUntil(scenario.durationNs());
            noteStandstill(scenario, trace, network, linksFromNs, quietFromNs, settleNs);
            nodes.heal();
            workload.further().heal();
            scheduling.runUntil(scenario.durationNs() + settleNs);
            awaitHeldOff(scenario, trace, settleNs);
            workload.further().settled();
            scheduling.runUntil(scheduling.nowNs() + 1);
        } catch (final SimulatedScheduling.Hang hang) {
            violations.add("Hang: " + hang.getMessage());
            return new RunRecord(scenario, result(scenario, trace, network, workload, violations), trace);
        }
        nodes.running().forEach(node -> trace.up(node.process(), scenario.nodes()));
        workload.settled();
        trace.carried(network.counts().carried());
        for (final Checker checker : Checkers.ALL) {
            if (!(checker instanceof RingInvariant)) {
                checker.check(trace, report(checker, violations));
            }
        }
        if (scheduling.foreignThread() != null) {
            violations.add("Determinism: thread " + scheduling.foreignThread() + " took part");
        }
        nodes.checkKeys(difference -> violations.add("Keys: " + difference));
        final SimulationResult result =
                result(scenario, trace, network, workload, violations).with(nodes.keyCounts());
        nodes.endAll();
        scheduling.runUntil(scheduling.nowNs() + 1_000_000L);
        isBroken = false;
        return new RunRecord(scenario, result, trace);
    }

    private static void noteQuorum(final Scenario scenario, final ClusterConfig config, final Trace trace) {
        SimulatedConfig.noteQuorum(config, trace);
        if (scenario.isAboutVotes()) {
            trace.quorum().notPlain();
        }
        for (final Step step : scenario.schedule().steps()) {
            if (step.action() instanceof Action.Pause pause) {
                trace.quorum().disturbed(pause.node());
            } else if (step.action() instanceof Action.Slow slow) {
                trace.quorum().disturbed(slow.node());
            }
        }
    }

    /** If links are missing or not, and nothing else has happened for so long that the nodes must have come to rest. */
    private static void noteStandstill(
            final Scenario scenario,
            final Trace trace,
            final SimulatedNetwork network,
            final long linksFromNs,
            final long fromNs,
            final long settleNs) {
        for (final Step step : scenario.schedule().steps()) {
            if (!step.action().isWork() && !step.action().isOfStandstill()) {
                return;
            }
        }
        if (scenario.network().isLossless() && fromNs + settleNs < scenario.durationNs()) {
            trace.standstill(new Trace.Standstill(
                    linksFromNs, fromNs, fromNs + settleNs, scenario.durationNs(), network.heardBy()));
        }
    }

    /** Who came and went too often is tried again after its hold-off, from then on the cluster has its time once more. */
    private void awaitHeldOff(final Scenario scenario, final Trace trace, final long settleNs) {
        final long untilNs = trace.heldOffUntilNs();
        if (untilNs > scenario.durationNs()) {
            scheduling.boundSteps((untilNs + settleNs - scheduling.nowNs() + SECOND_NS)
                    / SECOND_NS
                    * scenario.nodes()
                    * STEPS_PER_NODE_AND_SECOND);
            scheduling.runUntil(untilNs + settleNs);
        }
    }

    /** Whether the last run has hung: this simulation can run no other, and needs no closing. */
    public boolean isBroken() {
        return isBroken;
    }

    @Override
    public void close() {
        if (!isBroken) {
            system.close();
        }
    }

    /** What takes the violations that a checker finds, and keeps the first ones with its label. */
    static Consumer<String> report(final Checker checker, final List<String> violations) {
        final int[] count = new int[1];
        return violation -> {
            if (count[0]++ < VIOLATIONS_OF_ONE_MAX) {
                violations.add(checker.label() + ": " + violation);
            }
        };
    }

    private static Trace.Conditions conditionsOf(final Scenario scenario) {
        if (!scenario.isWithoutFaults()) {
            return Trace.Conditions.FAULTS;
        }
        return scenario.network().isLossless() ? Trace.Conditions.CALM : Trace.Conditions.LOSS;
    }

    private SimulationResult result(
            final Scenario scenario,
            final Trace trace,
            final SimulatedNetwork network,
            final Workload workload,
            final List<String> violations) {
        long delivered = 0;
        long rings = 0;
        for (final Trace.ProcessId process : trace.processes()) {
            for (final Trace.Event event : trace.eventsOf(process)) {
                delivered += event instanceof Trace.Delivered ? 1 : 0;
                rings += event instanceof Trace.RingInstalled ? 1 : 0;
            }
        }
        return new SimulationResult(
                scenario.seed(),
                List.copyOf(violations),
                scheduling.steps(),
                scheduling.nowNs(),
                delivered,
                rings,
                trace.coverage(),
                network.counts(),
                workload.further().counts(),
                KeyCounts.NONE,
                TraceHash.of(trace, scheduling.digest()));
    }
}
