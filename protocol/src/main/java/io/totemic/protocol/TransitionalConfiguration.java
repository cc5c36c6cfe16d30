/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/**
 * The members of the old regular configuration that go together into the new one; only the tail of the old ring's messages
 * is delivered in it.
 *
 * @param ringId the ring that comes next
 * @param oldRingId the ring whose messages it carries
 * @param members who comes along, ascending
 * @param left members of the old regular configuration that do not
 */
public record TransitionalConfiguration(RingId ringId, RingId oldRingId, NodeSet members, NodeSet left)
        implements Configuration {}
