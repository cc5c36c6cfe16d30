/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

/**
 * 128 bits that nobody has seen before and nobody can guess.
 *
 * @param high the first 64
 * @param low the others
 */
public record Nonce(long high, long low) {}
