/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Checks the TLA+ models of the protocol with TLC, and that TLC finds the faults that are planted in them. The entry is {@link
 * io.totemic.tla.CheckModels}. Nothing here runs with a node.
 */
package io.totemic.tla;
