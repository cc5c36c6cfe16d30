/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken.management;

/** Has a name that says nothing. */
public record StringHelper(io.totemic.broken.protocol.LooksUp protocol) {}
