/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What clients of the replicated state machine, the lock and the singleton see under faults, and what may be seen: histories of
 * operations with their times, and a checker of linearizability that knows nothing of how they came about. Entry classes: {@code
 * LinearizabilityChecker} for histories of one's own, {@code Histories} for runs over many seeds.
 */
package io.totemic.simulation.histories;
