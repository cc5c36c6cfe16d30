/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * An actor of which there is one in a cluster, in the part with quorum. Start at {@code ClusterSingleton}.
 */
package io.totemic.singleton;
