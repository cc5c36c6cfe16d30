/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.Objects;

/**
 * Log settings of one subsystem, which come before those of the section logging.
 *
 * <p>Source: corosync.conf(5), logging.logger_subsys.
 *
 * @param subsys tag of the subsystem, e.g. {@code TOTEM}
 * @param debug whether its debug lines are written
 */
public record SubsystemLogging(String subsys, boolean debug) {

    public SubsystemLogging {
        Objects.requireNonNull(subsys, "subsys");
    }
}
