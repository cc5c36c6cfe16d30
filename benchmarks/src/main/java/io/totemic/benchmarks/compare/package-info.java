/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The same cases on Totemic, on Corosync and on JGroups, in turn, on one machine. Start at {@code CompareCommand}; {@code Matrix} says
 * what is measured, {@code RingUnderTest} measures it, {@code ComparisonTable} shows it.
 */
package io.totemic.benchmarks.compare;
