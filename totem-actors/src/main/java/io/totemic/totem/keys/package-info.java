/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The room that changes the key of a cluster while it runs. */
package io.totemic.totem.keys;
