/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken.quorum;

/** Breaks the rule that services do not know each other. */
public record LooksAside(io.totemic.broken.cpg.LooksUp cpg) {}
