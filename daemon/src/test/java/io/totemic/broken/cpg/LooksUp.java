/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken.cpg;

/** Breaks the arrows of cpg, and closes the cycle of the packages below. */
public record LooksUp(io.totemic.broken.Bootstrap bootstrap, io.totemic.broken.protocol.LooksUp protocol) {}
