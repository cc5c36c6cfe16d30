/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.List;
import java.util.Objects;

/**
 * Where log lines go and which are written.
 *
 * <p>Source: corosync.conf(5), logging.
 *
 * @param toStderr whether lines go to standard error
 * @param toLogfile whether lines go to {@code logfile}; false as well if no file is named
 * @param logfile path of the log file; empty if unset
 * @param toSyslog whether lines go to syslog
 * @param debug whether debug lines are written
 * @param timestamp whether lines begin with the time
 * @param subsystems exceptions for single subsystems, in the order of the file
 */
public record LoggingConfig(
        boolean toStderr,
        boolean toLogfile,
        String logfile,
        boolean toSyslog,
        boolean debug,
        boolean timestamp,
        List<SubsystemLogging> subsystems) {

    public LoggingConfig {
        Objects.requireNonNull(logfile, "logfile");
        subsystems = List.copyOf(subsystems);
    }
}
