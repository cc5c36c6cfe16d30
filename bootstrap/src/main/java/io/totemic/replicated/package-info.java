/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A state machine that is replicated over the nodes of a cluster: all replicas apply the same commands in the same order, only the part
 * with quorum does, and who comes or comes back is sent the state. Start at {@code ReplicatedStateMachine}.
 */
package io.totemic.replicated;
