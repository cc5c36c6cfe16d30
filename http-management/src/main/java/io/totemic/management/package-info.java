/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a node knows of its cluster, over HTTP: routes of ours beside those that are registered with Pekko Management.
 *
 * <p>Entry class: {@link io.totemic.management.ManagementServer}. Views are records of their own, so that the JSON stays
 * stable when the inside moves. Protocol cores may not be imported here, except the names of their states.
 */
package io.totemic.management;
