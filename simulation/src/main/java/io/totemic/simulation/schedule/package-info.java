/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What happens in a run, as values: faults, sends, and the moments at which they happen. */
package io.totemic.simulation.schedule;
