/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A lock that one of all actors of a cluster holds at a time, in the part with quorum. Start at {@code DistributedLock}.
 */
package io.totemic.lock;
