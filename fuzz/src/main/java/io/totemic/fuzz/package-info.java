/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Fuzzing of all decoders of what comes from outside. {@code FuzzTargets} names them, {@code BoundedRun} holds them to their bounds,
 * {@code Fuzz} is the command for long runs. Nothing depends on this.
 */
package io.totemic.fuzz;
