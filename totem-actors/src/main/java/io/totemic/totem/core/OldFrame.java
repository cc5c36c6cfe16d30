/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

/**
 * A frame of the old ring, to be sent again on the ring under recovery.
 *
 * @param encapsulated the whole frame
 * @param isObligation whether it has to be delivered even beyond a hole and without its originator: a former attempt may have
 *     been installed by somebody who has delivered it
 */
public record OldFrame(byte[] encapsulated, boolean isObligation) {}
