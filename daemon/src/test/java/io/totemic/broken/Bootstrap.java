/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken;

/** Breaks the arrows of bootstrap. */
public record Bootstrap(io.totemic.broken.management.SeesCore management) {}
