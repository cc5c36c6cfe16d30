/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** When the instance of a singleton is started and stopped on one node. Pure. */
package io.totemic.singleton.core;
