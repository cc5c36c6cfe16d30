/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/**
 * A configuration in which messages are originated.
 *
 * @param ringId the ring
 * @param members its members, ascending
 * @param joined members that did not come with this node from its previous regular configuration
 */
public record RegularConfiguration(RingId ringId, NodeSet members, NodeSet joined) implements Configuration {}
