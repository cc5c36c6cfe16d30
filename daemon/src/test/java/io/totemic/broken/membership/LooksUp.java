/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken.membership;

/** Breaks the arrows of membership. */
public record LooksUp(io.totemic.broken.totem.LooksUp totem) {}
