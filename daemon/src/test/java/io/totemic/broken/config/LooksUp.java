/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken.config;

/** Breaks the arrows of config. */
public record LooksUp(io.totemic.broken.membership.LooksUp membership) {}
