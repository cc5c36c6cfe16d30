/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

/** One measurement that is to be made; equal to another one if it need not be made again. */
record PlannedRun(Setting setting, int round, MeasuredCase measured, Contender contender) {}
