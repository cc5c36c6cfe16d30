/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken.protocol;

/** Breaks the arrows of protocol. */
public record LooksUp(io.totemic.broken.config.LooksUp config) {}
