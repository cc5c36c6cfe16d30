/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;

/**
 * What a member of a ring tells of its links, behind a merge detect: from it others see whether two rings can become one.
 *
 * @param members of its ring
 * @param heard from whom something came straight lately, of its own ring and of others
 * @param wanted the ring that it wants to merge with, null if there is none
 * @param isAsking whether it holds somebody off, so that the others of its ring and those who hear it tell of their links too
 */
public record Hearing(NodeSet members, NodeSet heard, RingId wanted, boolean isAsking) {}
