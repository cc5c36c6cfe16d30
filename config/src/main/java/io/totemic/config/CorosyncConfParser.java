/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Text of a configuration file to typed settings.
 *
 * <p>All problems of a text are collected, one for each mistake: a rule is skipped if what it looks at was reported already,
 * and nothing is called missing in a file whose lines, braces or section names could not be understood.
 *
 * <p>Source: corosync.conf(5).
 */
public final class CorosyncConfParser {

    private CorosyncConfParser() {}

    /**
     * Parses and checks a text; the content never makes it throw.
     *
     * @param fileName name for the messages; nothing is opened
     * @param text content of the file, lines separated by newlines
     */
    public static ParsedConfig parse(final String fileName, final String text) {
        final Findings findings = new Findings(fileName);
        final ConfReader reader = new ConfReader(findings);
        final ConfSection file = reader.read(text);
        file.entries()
                .forEach(entry -> findings.notice(
                        entry.line(), entry.name(), "unknown key outside of all sections, has no effect"));

        final List<ConfSection> totemSections = file.all("totem");
        final SectionValues totemValues = SectionValues.of(findings, "totem", totemSections);
        final SectionValues linkZero = linkZero(findings, file.all("totem.interface"));
        final NodeListSection nodeList = new NodeListSection(findings, file.all("nodelist.node"));
        SectionValues.of(findings, "nodelist", file.all("nodelist"));
        final TotemSection totem = new TotemSection(findings, totemValues, linkZero, nodeList.count());
        final LoggingSection logging = new LoggingSection(
                findings,
                SectionValues.of(findings, "logging", file.all("logging")),
                file.all("logging.logger_subsys"));
        final SectionValues system = SectionValues.of(findings, "system", file.all("system"));
        final SectionValues totemic = SectionValues.of(findings, "totemic", file.all("totemic"));
        final TransportSection transport = new TransportSection(findings, totemic, linkZero);
        final QuorumSection quorum = new QuorumSection(
                findings,
                SectionValues.of(findings, "quorum", file.all("quorum")),
                SectionValues.of(findings, "quorum.device", file.all("quorum.device")),
                nodeList,
                totemic.text("fencing").equals("external"));

        final ProtectionSection protection = new ProtectionSection(findings, totemValues);

        nodeList.check(reader.isIntact());
        transport.check();
        if (reader.isIntact()) {
            if (totemSections.isEmpty()) {
                findings.problem(0, "totem", "is not set, must be a section with version: 2");
            } else {
                totem.check();
                protection.check();
            }
            quorum.check();
            logging.check();
        }
        if (findings.hasProblems()) {
            return new ParsedConfig(findings.problems(), findings.notices(), Optional.empty());
        }
        final TotemConfig totemConfig = totem.build();
        final ClusterConfig config = new ClusterConfig(
                totemConfig,
                nodeList.build(),
                quorum.build(),
                logging.build(),
                new SystemConfig(system.text("state_dir")),
                protection.build(),
                transport.build(totemConfig.clusterName()),
                findings.notices());
        return new ParsedConfig(List.of(), findings.notices(), Optional.of(config));
    }

    /** Values of link 0; other links are judged key by key, but nothing uses them. */
    private static SectionValues linkZero(final Findings findings, final List<ConfSection> interfaces) {
        final List<ConfSection> used = new ArrayList<>();
        for (final ConfSection section : interfaces) {
            if (linkOf(section).equals("0")) {
                used.add(section);
            } else {
                SectionValues.of(findings, section.path(), List.of(section));
                findings.notice(section.line(), section.path(), "the section has no effect: only link 0 is used");
            }
        }
        final SectionValues values = SectionValues.of(findings, "totem.interface", used);
        if (values.isSet("ringnumber")) {
            findings.notice(values.line("ringnumber"), "totem.interface.ringnumber", "is the old name of linknumber");
        }
        return values;
    }

    private static String linkOf(final ConfSection section) {
        String link = "0";
        for (final ConfSection.Entry entry : section.entries()) {
            if (entry.name().equals("linknumber") || entry.name().equals("ringnumber")) {
                link = entry.value().replaceFirst("^[+]?0*(?=[0-9])", "");
            }
        }
        return link;
    }
}
