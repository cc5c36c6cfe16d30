/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.ArrayList;
import java.util.List;

/** Section logging with its subsystems. Source: corosync.conf(5), logging. */
final class LoggingSection {

    private final Findings findings;
    private final SectionValues logging;
    private final List<ConfSection> sections;
    private final List<SectionValues> subsystems = new ArrayList<>();

    LoggingSection(final Findings findings, final SectionValues logging, final List<ConfSection> sections) {
        this.findings = findings;
        this.logging = logging;
        this.sections = sections;
        for (final ConfSection section : sections) {
            subsystems.add(SectionValues.of(findings, section.path(), List.of(section)));
        }
    }

    /** Reports subsystems without a name, and a log file that is wanted but not named. */
    void check() {
        for (int position = 0; position < subsystems.size(); position++) {
            if (subsystems.get(position).text("subsys").isEmpty()) {
                findings.problem(
                        sections.get(position).line(),
                        "logging.logger_subsys.subsys",
                        "is not set, must be the name of a subsystem");
            }
        }
        if (logging.isOn("to_logfile") && logging.text("logfile").isEmpty()) {
            findings.notice(
                    logging.line("to_logfile"), "logging.to_logfile", "has no effect: logging.logfile is not set");
        }
    }

    /** The settings; only if nothing was reported. */
    LoggingConfig build() {
        final List<SubsystemLogging> built = new ArrayList<>();
        for (final SectionValues subsystem : subsystems) {
            built.add(new SubsystemLogging(subsystem.text("subsys"), subsystem.isOn("debug")));
        }
        return new LoggingConfig(
                logging.isOn("to_stderr"),
                logging.isOn("to_logfile") && !logging.text("logfile").isEmpty(),
                logging.text("logfile"),
                logging.isOn("to_syslog"),
                logging.isOn("debug"),
                logging.isOn("timestamp"),
                built);
    }
}
