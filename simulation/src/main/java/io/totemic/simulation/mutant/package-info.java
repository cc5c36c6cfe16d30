/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Planted faults: mistakes that an implementation of the protocol can make, each put into a copy of the production code and run
 * until a checker finds it. Start at {@code MutantRunner}. Production code knows nothing of this.
 */
package io.totemic.simulation.mutant;
