/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What replicas of a state machine agree on, without clock, IO or actors: which state they go on from after each change of the
 * membership, who still needs it, and when a command may be applied and answered. Entry class: {@code Replica}. The state itself is
 * the actor's; nothing here knows its type.
 */
package io.totemic.replicated.core;
