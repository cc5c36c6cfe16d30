/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Schedules named after bugs that clusters in the field had, one class for each kind. Each test runs its schedule with many seeds;
 * all checkers look at every run, and the test at what the bug was. Begin with {@link io.totemic.simulation.history.Runs}.
 */
package io.totemic.simulation.history;
