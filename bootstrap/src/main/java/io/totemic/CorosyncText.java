/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.TreeMap;

/** HOCON in the words of corosync.conf, so that one parser knows all keys, their defaults and their rules. */
final class CorosyncText {

    private CorosyncText() {}

    static String of(final Config sections) {
        final StringBuilder text = new StringBuilder();
        write(sections.root(), "", text);
        return text.toString();
    }

    private static void write(final ConfigObject section, final String indent, final StringBuilder text) {
        for (final Map.Entry<String, ConfigValue> entry : new TreeMap<>(section).entrySet()) {
            write(entry.getKey(), entry.getValue(), indent, text);
        }
    }

    private static void write(
            final String key, final ConfigValue value, final String indent, final StringBuilder text) {
        if (value instanceof ConfigObject section) {
            text.append(indent).append(key).append(" {\n");
            write(section, indent + "  ", text);
            text.append(indent).append("}\n");
        } else if (value instanceof ConfigList list) {
            list.forEach(element -> write(key, element, indent, text));
        } else {
            text.append(indent)
                    .append(key)
                    .append(": ")
                    .append(value.unwrapped())
                    .append('\n');
        }
    }
}
