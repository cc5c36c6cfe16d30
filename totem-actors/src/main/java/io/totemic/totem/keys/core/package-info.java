/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** How the nodes of a cluster agree on the key that they seal with, as a pure function. */
package io.totemic.totem.keys.core;
