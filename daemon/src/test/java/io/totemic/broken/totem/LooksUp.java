/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken.totem;

/** Breaks the arrows of totem, and sees Aeron outside the link. */
public record LooksUp(io.totemic.broken.quorum.LooksAside quorum, io.aeron.Aeron aeron) {}
