/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes one SVG document, element by element; everything that it is given is escaped. */
final class Svg {

    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder text = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes are names and values in turn, numbers are written with one decimal. */
    Svg begin(final String name, final Object... attributes) {
        tag(name, attributes);
        text.append(">\n");
        open.push(name);
        return this;
    }

    /** Ends the element that was begun last. */
    Svg end() {
        text.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** An element without content. */
    Svg element(final String name, final Object... attributes) {
        tag(name, attributes);
        text.append("/>\n");
        return this;
    }

    /** An element whose content is text. */
    Svg text(final String name, final String content, final Object... attributes) {
        tag(name, attributes);
        text.append('>');
        escape(content);
        text.append("</").append(name).append(">\n");
        return this;
    }

    /** An element that says something when the pointer is on it. */
    Svg titled(final String name, final String title, final Object... attributes) {
        tag(name, attributes);
        text.append("><title>");
        escape(title);
        text.append("</title></").append(name).append(">\n");
        return this;
    }

    /** A number as it is written in paths. */
    static String number(final double value) {
        final long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void tag(final String name, final Object... attributes) {
        text.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"");
            if (attributes[i + 1] instanceof Double value) {
                text.append(number(value));
            } else {
                escape(String.valueOf(attributes[i + 1]));
            }
            text.append('"');
        }
    }

    private void escape(final String raw) {
        for (int i = 0; i < raw.length(); i++) {
            final char c = raw.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                default -> text.append(isOfXml(c) ? c : REPLACEMENT);
            }
        }
    }

    /** Control characters and halves of pairs are in no document. */
    private static boolean isOfXml(final char c) {
        return c == '\t' || c == '\n' || (c >= ' ' && !Character.isSurrogate(c) && c < '\uFFFE');
    }
}
