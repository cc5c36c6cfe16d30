/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.NodeId;

/** A message of a tally in its place in the order. */
public record SaidMessage(NodeId sender, byte[] body) {}
