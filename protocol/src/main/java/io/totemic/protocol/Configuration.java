/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/**
 * What extended virtual synchrony tells the application about membership: a sequence regular, transitional, regular, ...
 *
 * <p>Messages of the old ring that could not be delivered in the old regular configuration are delivered in the
 * transitional one; new messages are delivered in the new regular one.
 */
public sealed interface Configuration permits RegularConfiguration, TransitionalConfiguration {

    /** The ring that this configuration is, or leads to. */
    RingId ringId();

    /** Who is in it, ascending. */
    NodeSet members();
}
