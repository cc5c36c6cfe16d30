/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one catalogue of sections and keys: parser, defaults and the documentation come from it.
 *
 * <p>A key that is not here is told of in a notice; a section that is not here is a problem, since a misspelt section would
 * otherwise take all its keys with it.
 *
 * <p>Source: corosync.conf(5), votequorum(5).
 */
public final class ConfigKeys {

    private static final Pattern FURTHER_LINK = Pattern.compile("ring[1-7]_addr");

    private static final Map<String, ConfigSection> SECTIONS = new LinkedHashMap<>();
    private static final Map<String, ConfigKey> KEYS = new LinkedHashMap<>();

    static {
        KeyTable.sections().forEach(section -> SECTIONS.put(section.path(), section));
        KeyTable.keys().forEach(key -> KEYS.put(key.path(), key));
    }

    private ConfigKeys() {}

    /** All keys: the effective ones in the order of the documentation, then those that are recognised only. */
    public static List<ConfigKey> all() {
        return List.copyOf(KEYS.values());
    }

    /** All known sections, each after the one around it. */
    public static List<ConfigSection> sections() {
        return List.copyOf(SECTIONS.values());
    }

    /**
     * A key of a section.
     *
     * @param section path of the section
     * @param name name as in the file
     * @return empty if the catalogue does not have it
     */
    public static Optional<ConfigKey> find(final String section, final String name) {
        final boolean isFurtherLink =
                section.equals("nodelist.node") && FURTHER_LINK.matcher(name).matches();
        return Optional.ofNullable(KEYS.get(section + "." + (isFurtherLink ? "ringX_addr" : name)));
    }

    /** The section of that path; empty if it is not known. */
    public static Optional<ConfigSection> findSection(final String path) {
        return Optional.ofNullable(SECTIONS.get(path));
    }

    /** Names of the sections that may stand in a section, or in the file for an empty path. */
    static List<String> sectionsIn(final String path) {
        return SECTIONS.values().stream()
                .filter(section -> section.parent().equals(path))
                .map(ConfigSection::name)
                .toList();
    }

    /** The text of {@code docs/configuration.md}. */
    public static String markdown() {
        final StringBuilder text = new StringBuilder();
        text.append("""
                # Configuration

                A node reads one file in the format of corosync.conf(5). This page is made from the catalogue of keys in the
                module `config`; a test compares the two.

                The file is read line by line; a line has at most 511 characters. `name {` opens a section, `}` alone closes
                it, `key: value` sets a key, a line that begins with `#` is a comment. Of a key that is written twice the last
                value counts; the sections `nodelist.node`, `totem.interface` and `logging.logger_subsys` may be repeated.

                A mistake is a *problem*: it names file, line, key and rule, all problems are told at once, and the node does
                not start. What is read without effect is a *notice* in the log. An unknown section is a problem, an unknown
                key a notice. Written on a key whose range begins with "0 or", 0 means the default.

                The smallest file:

                ```
                totem {
                    version: 2
                }
                nodelist {
                    node {
                        nodeid: 1
                        ring0_addr: 127.0.0.1
                    }
                }
                ```

                Frames are encrypted, so each node needs the same key in `/etc/corosync/authkey`, which `totemic keygen` makes;
                to run in the clear, `secauth: off` has to be written into the section `totem`.
                """);
        for (final ConfigSection section : SECTIONS.values()) {
            appendEffective(text, section);
        }
        appendRecognised(text);
        return text.toString();
    }

    private static void appendEffective(final StringBuilder text, final ConfigSection section) {
        final List<ConfigKey> keys = KEYS.values().stream()
                .filter(key -> key.effective() && key.section().equals(section.path()))
                .toList();
        if (keys.isEmpty()) {
            return;
        }
        text.append("\n## ").append(section.path()).append("\n\n");
        text.append("| key | type | default | range | effect |\n|---|---|---|---|---|\n");
        for (final ConfigKey key : keys) {
            final String unit = key.unit().isEmpty() ? "" : " " + key.unit();
            final boolean isDefaultNumber =
                    !key.defaultText().isEmpty() && key.defaultText().chars().allMatch(Character::isDigit);
            text.append("| `").append(key.name()).append("` | ").append(typeText(key));
            text.append(" | ").append(key.defaultText()).append(isDefaultNumber ? unit : "");
            text.append(" | ").append(rangeText(key)).append(key.type().isNumber() ? unit : "");
            text.append(" | ").append(effectText(key)).append(" |\n");
        }
    }

    private static void appendRecognised(final StringBuilder text) {
        text.append("\n## Recognised without effect\n\n| section or key | why |\n|---|---|\n");
        for (final ConfigSection section : SECTIONS.values()) {
            if (!section.isEffective()) {
                text.append("| `").append(section.path()).append(" { }` | ");
                text.append(section.whyWithoutEffect()).append(" |\n");
            }
        }
        for (final ConfigKey key : KEYS.values()) {
            if (!key.effective()) {
                text.append("| `")
                        .append(key.path())
                        .append("` | ")
                        .append(key.effect())
                        .append(" |\n");
            }
        }
    }

    private static String typeText(final ConfigKey key) {
        return key.type().name().toLowerCase(Locale.ROOT);
    }

    private static String rangeText(final ConfigKey key) {
        return key.isZeroDefault() ? key.range().replaceFirst("0, ", "0 or ") : key.range();
    }

    private static String effectText(final ConfigKey key) {
        final boolean isRuleOfOneWord = key.words().size() == 1;
        return isRuleOfOneWord ? "Only `" + key.range() + "` is accepted: " + key.effect() + "." : key.effect();
    }
}
