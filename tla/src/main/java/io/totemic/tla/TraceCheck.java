/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.tla;

import io.totemic.simulation.RunRecord;
import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationOptions;
import io.totemic.simulation.schedule.FaultProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Checks that what the membership protocol did in a simulated run of three nodes is a behaviour of the model: each state that
 * was entered, with reason, ring id and members, by a step of the model, with what the network may have carried in between.
 */
final class TraceCheck {

    private static final List<String> MODULES = List.of("Membership.tla", "MembershipTrace.tla", "MembershipTrace.cfg");
    private static final String ALL_TAKEN = "NotAllTaken";

    /** Three nodes, five seconds of faults, a bit of everything. */
    private static final SimulationOptions OPTIONS = new SimulationOptions(3, 5_000_000_000L, FaultProfile.DEFAULT);

    private final Path models;
    private final int workers;
    private final int stepsMax;

    /**
     * With the models of a directory.
     *
     * @param stepsMax steps of a run that are checked at most, from its begin
     */
    TraceCheck(final Path models, final int workers, final int stepsMax) {
        this.models = models;
        this.workers = workers;
        this.stepsMax = stepsMax;
    }

    /**
     * What a check came to.
     *
     * @param steps checked
     * @param distinctStates that TLC found
     * @param refused the first step that the model does not make; empty if it makes all
     */
    record Outcome(int steps, long distinctStates, String refused) {}

    /**
     * Runs one seed and checks its trace.
     *
     * @return null if a disk was lost: the model has disks that keep what was written
     */
    Outcome check(final long seed) throws IOException, InterruptedException {
        final MembershipSteps steps;
        try (Simulation simulation = new Simulation()) {
            final RunRecord run = simulation.record(OPTIONS.scenario(seed));
            if (run.trace().ringProcesses().stream().anyMatch(run.trace()::isDiskLost)) {
                return null;
            }
            steps = MembershipSteps.of(run.trace()).first(stepsMax);
        }
        return check(steps);
    }

    /** Checks these steps. */
    Outcome check(final MembershipSteps steps) throws IOException, InterruptedException {
        final TlcOutcome all = run(steps);
        if (isAllTaken(all)) {
            return new Outcome(steps.count(), all.distinctStates(), "");
        }
        int taken = 0;
        int refused = steps.count();
        while (refused - taken > 1) {
            final int middle = (taken + refused) / 2;
            if (isAllTaken(run(steps.first(middle)))) {
                taken = middle;
            } else {
                refused = middle;
            }
        }
        return new Outcome(
                steps.count(),
                all.distinctStates(),
                refused + ": " + steps.first(refused).last());
    }

    private static boolean isAllTaken(final TlcOutcome outcome) throws IOException {
        if (!outcome.isFinished()) {
            throw new IOException("TLC did not come to an end:\n" + outcome.output());
        }
        return outcome.violated().equals(ALL_TAKEN);
    }

    private TlcOutcome run(final MembershipSteps steps) throws IOException, InterruptedException {
        final Path directory = Files.createTempDirectory("totemic-tla-trace");
        try {
            for (final String module : MODULES) {
                Files.copy(models.resolve(module), directory.resolve(module), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(directory.resolve("MembershipSteps.tla"), steps.module());
            return new Tlc(directory, workers).check(new ModelRun("MembershipTrace", "trace", Map.of(), ALL_TAKEN));
        } finally {
            Tlc.delete(directory);
        }
    }
}
