/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

/**
 * The payload of a frame to be sent; see {@link PacketLayout}.
 *
 * @param payload not copied
 * @param isSafe whether a safe message, or a part of one, is in it
 */
record Packet(byte[] payload, boolean isSafe) {}
