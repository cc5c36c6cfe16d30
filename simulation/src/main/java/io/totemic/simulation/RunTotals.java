/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.simulation.check.MembershipCoverage;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.ScenarioText;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What many runs came to together. Not thread-safe. */
public final class RunTotals {

    private final MembershipCoverage coverage = new MembershipCoverage();
    private final SortedMap<String, Long> actions = new TreeMap<>();
    private NetworkCounts network = NetworkCounts.NONE;
    private GroupCounts groups = GroupCounts.NONE;
    private KeyCounts keys = KeyCounts.NONE;
    private long runs;
    private long failed;
    private long steps;
    private long simulatedNs;
    private long delivered;
    private long rings;

    /** Adds a run. */
    public void add(final Scenario scenario, final SimulationResult result) {
        runs++;
        failed += result.violations().isEmpty() ? 0 : 1;
        steps += result.steps();
        simulatedNs += result.simulatedNs();
        delivered += result.deliveredMessages();
        rings += result.rings();
        network = network.plus(result.network());
        groups = groups.plus(result.groups());
        keys = keys.plus(result.keys());
        coverage.add(result.coverage());
        scenario.schedule().steps().forEach(step -> actions.merge(ScenarioText.word(step.action()), 1L, Long::sum));
    }

    /** Runs so far. */
    public long runs() {
        return runs;
    }

    /** Those of them that had a violation. */
    public long failed() {
        return failed;
    }

    /** Tasks and events. */
    public long steps() {
        return steps;
    }

    /** Virtual time. */
    public long simulatedNs() {
        return simulatedNs;
    }

    /** Messages that members were told. */
    public long delivered() {
        return delivered;
    }

    /** Rings that members were told. */
    public long rings() {
        return rings;
    }

    /** What was done to frames. */
    public NetworkCounts network() {
        return network;
    }

    /** What happened to further members of groups. */
    public GroupCounts groups() {
        return groups;
    }

    /** What became of keys. */
    public KeyCounts keys() {
        return keys;
    }

    /** Which cells of the membership table were used. */
    public MembershipCoverage coverage() {
        return coverage;
    }

    /** What schedules did, by the word of the action, and how often. */
    public SortedMap<String, Long> actions() {
        return Collections.unmodifiableSortedMap(actions);
    }
}
