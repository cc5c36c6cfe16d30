/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

/** What Jazzer calls, in a process of its own for each target. */
public final class JazzerEntry {

    /** System property with the name of the target. */
    static final String TARGET_PROPERTY = "totemic.fuzz.target";

    private static BoundedRun run;

    private JazzerEntry() {}

    /** Called once, before all inputs. */
    public static void fuzzerInitialize() {
        run = new BoundedRun(FuzzTargets.create(System.getProperty(TARGET_PROPERTY)));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println(Campaign.WORST + run.worst())));
    }

    /** Called for each input; whatever it throws is a finding. */
    public static void fuzzerTestOneInput(final byte[] input) throws Exception {
        run.decode(input);
    }
}
