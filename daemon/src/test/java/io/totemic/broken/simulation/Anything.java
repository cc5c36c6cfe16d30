/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken.simulation;

/** Something that management must not see. */
public record Anything() {}
