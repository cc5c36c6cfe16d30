/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Runs to look at: a space-time diagram and a timeline. Both show a {@code Story}, which a simulated run or the traces of real
 * nodes can be. Nothing is checked here.
 */
package io.totemic.simulation.picture;
