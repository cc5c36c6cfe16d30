/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import io.totemic.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Section nodelist: each node by itself, then what may stand only once. Source: corosync.conf(5), nodelist. */
final class NodeListSection {

    private static final int LINKS = 8;

    private final Findings findings;
    private final List<ConfSection> sections;
    private final List<SectionValues> nodes = new ArrayList<>();

    NodeListSection(final Findings findings, final List<ConfSection> sections) {
        this.findings = findings;
        this.sections = sections;
        for (final ConfSection section : sections) {
            nodes.add(SectionValues.of(findings, section.path(), List.of(section)));
        }
    }

    /** Node sections in the file, whether they are complete or not. */
    int count() {
        return nodes.size();
    }

    /** Whether {@link #votes()} can be asked. */
    boolean hasBadVotes() {
        return nodes.stream().anyMatch(node -> node.isBad("quorum_votes"));
    }

    long votes() {
        return nodes.stream().mapToLong(node -> node.number("quorum_votes")).sum();
    }

    /** Reports what stands twice and, if the file is intact, what is missing. */
    void check(final boolean isIntact) {
        if (isIntact && nodes.isEmpty()) {
            findings.problem(0, "nodelist", "has no node, must have at least one section node { }");
        }
        final Map<Long, Integer> lineOfId = new TreeMap<>();
        final Map<String, Integer> lineOfAddress = new TreeMap<>();
        for (int position = 0; position < nodes.size(); position++) {
            final SectionValues node = nodes.get(position);
            if (isIntact) {
                checkComplete(node, sections.get(position).line());
            }
            if (node.isSet("nodeid")) {
                final Integer first = lineOfId.putIfAbsent(node.number("nodeid"), node.line("nodeid"));
                reportTwice(node, "nodeid", first);
            }
            if (!node.text("ring0_addr").isEmpty()) {
                final String address = node.text("ring0_addr").toLowerCase(Locale.ROOT);
                final Integer first = lineOfAddress.putIfAbsent(address, node.line("ring0_addr"));
                reportTwice(node, "ring0_addr", first);
            }
            noticeFurtherLinks(node);
        }
    }

    private void checkComplete(final SectionValues node, final int line) {
        if (!node.isSet("nodeid") && !node.isBad("nodeid")) {
            findings.problem(line, node.path("nodeid"), "is not set, must be 1.." + NodeId.MAX);
        }
        if (node.text("ring0_addr").isEmpty()) {
            final boolean isWritten = node.isSet("ring0_addr");
            findings.problem(
                    isWritten ? node.line("ring0_addr") : line,
                    node.path("ring0_addr"),
                    (isWritten ? "is empty" : "is not set") + ", must be an IP address or a host name");
        }
    }

    private void reportTwice(final SectionValues node, final String key, final Integer firstLine) {
        if (firstLine != null) {
            findings.problem(
                    node.line(key),
                    node.path(key),
                    "is " + Place.shown(node.text(key)) + " as in line " + firstLine
                            + ", must be unique in the nodelist");
        }
    }

    private void noticeFurtherLinks(final SectionValues node) {
        for (int link = 1; link < LINKS; link++) {
            final String key = "ring" + link + "_addr";
            if (node.isSet(key)) {
                findings.notice(node.line(key), node.path(key), "is kept, but only link 0 is used");
            }
        }
    }

    /** The nodes; only if nothing was reported. */
    NodeListConfig build() {
        final List<NodeConfig> built = new ArrayList<>();
        for (final SectionValues node : nodes) {
            int links = LINKS;
            while (links > 1 && addressOf(node, links - 1).isEmpty()) {
                links--;
            }
            final List<String> addresses = new ArrayList<>();
            for (int link = 0; link < links; link++) {
                addresses.add(addressOf(node, link));
            }
            built.add(new NodeConfig(
                    NodeId.of(node.number("nodeid")), node.text("name"), addresses, node.integer("quorum_votes")));
        }
        return new NodeListConfig(built);
    }

    private static String addressOf(final SectionValues node, final int link) {
        return node.text("ring" + link + "_addr");
    }
}
