/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken.management;

/** Breaks the rule that HTTP sees no cores, and the arrows of management. */
public record SeesCore(
        io.totemic.broken.totem.core.ImpureCore core,
        StringHelper helper,
        io.totemic.broken.simulation.Anything other) {}
