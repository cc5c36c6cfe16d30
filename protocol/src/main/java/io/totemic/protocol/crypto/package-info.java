/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Authenticated encryption of frames: the cluster's key, what is derived from it, and the ciphers of two models. Enter through
 * {@link io.totemic.protocol.crypto.EncryptedFrames}. Draws no random numbers and reads no files. Nothing else of the project
 * may use Bouncy Castle's ciphers or {@code javax.crypto}.
 */
package io.totemic.protocol.crypto;
