/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Traces as files: written from simulated runs and from live nodes in one format, read into what the checkers read. Start at
 * {@code TraceReader} and {@code TraceCheck}.
 */
package io.totemic.simulation.trace;
