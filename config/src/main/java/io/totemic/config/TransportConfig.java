/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.Objects;

/**
 * Settings of the Aeron transport: our section {@code totemic}, and the multicast address of {@code totem.interface}.
 *
 * @param idleStrategy what the transport's threads do when idle
 * @param dataDestination how message frames reach all nodes
 * @param multicastAddress IPv4 multicast group of message frames, last octet odd; used only with
 *     {@link DataDestination#MULTICAST}
 * @param driverDirectory directory of the media driver; empty for the default
 */
public record TransportConfig(
        IdleStrategy idleStrategy, DataDestination dataDestination, String multicastAddress, String driverDirectory) {

    public TransportConfig {
        Objects.requireNonNull(idleStrategy, "idleStrategy");
        Objects.requireNonNull(dataDestination, "dataDestination");
        Objects.requireNonNull(multicastAddress, "multicastAddress");
        Objects.requireNonNull(driverDirectory, "driverDirectory");
    }
}
