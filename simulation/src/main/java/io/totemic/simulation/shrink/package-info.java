/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Makes scenarios that fail smaller, so that a reader sees what the failure needs. Begin with {@link
 * io.totemic.simulation.shrink.Shrinker}. Knows scenarios and how to run them; of the nodes it knows nothing.
 */
package io.totemic.simulation.shrink;
