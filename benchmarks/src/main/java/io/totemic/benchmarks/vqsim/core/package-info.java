/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Scenarios of votes, their text, and the comparison of two vote counters. Start at {@code ScenarioComparison}. Pure: what
 * runs {@code corosync-vqsim} is in the package above.
 */
package io.totemic.benchmarks.vqsim.core;
