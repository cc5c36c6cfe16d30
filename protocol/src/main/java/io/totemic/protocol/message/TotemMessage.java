/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

/** A frame of the Totem protocol. */
public sealed interface TotemMessage
        permits OrfToken, RegularMessage, MergeDetect, Join, CommitToken, TokenHoldCancel {}
