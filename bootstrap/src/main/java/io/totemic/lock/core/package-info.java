/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Who holds a lock and who waits for it, and what one node makes of that for those who want it there. Pure. */
package io.totemic.lock.core;
