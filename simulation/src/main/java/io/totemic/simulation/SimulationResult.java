/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.simulation.check.MembershipCoverage;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run came to.
 *
 * @param seed of the run
 * @param violations in one line each; empty if all properties held
 * @param steps tasks and events
 * @param simulatedNs virtual time
 * @param deliveredMessages by all processes together
 * @param rings installed, by all processes together
 * @param coverage which cells of the membership table were used
 * @param network what was done to frames
 * @param groups what happened to further members of groups
 * @param keys what became of the keys of the cluster
 * @param hash over the whole trace; equal for equal seeds
 */
public record SimulationResult(
        long seed,
        List<String> violations,
        long steps,
        long simulatedNs,
        long deliveredMessages,
        long rings,
        MembershipCoverage coverage,
        NetworkCounts network,
        GroupCounts groups,
        KeyCounts keys,
        String hash) {

    /** The same with what became of keys. */
    SimulationResult with(final KeyCounts newKeys) {
        return new SimulationResult(
                seed,
                violations,
                steps,
                simulatedNs,
                deliveredMessages,
                rings,
                coverage,
                network,
                groups,
                newKeys,
                hash);
    }

    /** The same with one violation more. */
    SimulationResult with(final String violation) {
        final List<String> all = new ArrayList<>(violations);
        all.add(violation);
        return new SimulationResult(
                seed,
                List.copyOf(all),
                steps,
                simulatedNs,
                deliveredMessages,
                rings,
                coverage,
                network,
                groups,
                keys,
                hash);
    }
}
