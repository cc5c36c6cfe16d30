/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Scenario;

/**
 * One run with everything that happened in it, which takes some megabytes: what a picture is drawn from and what a trace is written from.
 *
 * @param scenario what was run
 * @param result what it came to
 * @param trace what everybody did and was told
 */
public record RunRecord(Scenario scenario, SimulationResult result, Trace trace) {}
