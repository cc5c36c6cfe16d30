/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.Objects;

/**
 * Settings about the place where the node runs.
 *
 * <p>Source: corosync.conf(5), system.
 *
 * @param stateDir directory of the ring-id file; empty if unset
 */
public record SystemConfig(String stateDir) {

    public SystemConfig {
        Objects.requireNonNull(stateDir, "stateDir");
    }
}
