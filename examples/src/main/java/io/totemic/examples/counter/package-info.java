/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A counter replicated over the nodes of a cluster: the smallest thing that has a state and must not lose it when the network falls
 * apart and comes together. Start at {@code ReplicatedCounter}, which is meant to be copied.
 */
package io.totemic.examples.counter;
