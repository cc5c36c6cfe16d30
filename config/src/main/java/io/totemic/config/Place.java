/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

/** Where in a file a message belongs, as the beginning of that message. */
final class Place {

    private static final int MAX_SHOWN = 60;

    private Place() {}

    /** {@code FILE:LINE: }, or {@code FILE: } for line 0. */
    static String of(final String file, final int line) {
        return line == 0 ? file + ": " : file + ":" + line + ": ";
    }

    /** Text of the file made fit for a one-line message: shortened, with {@code ?} for what would break the line. */
    static String shown(final String text) {
        if (text.isEmpty()) {
            return "empty";
        }
        final StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(MAX_SHOWN)
                .forEach(codePoint -> line.appendCodePoint(isPrintable(codePoint) ? codePoint : '?'));
        if (text.codePointCount(0, text.length()) > MAX_SHOWN) {
            line.append("...");
        }
        return line.toString();
    }

    private static boolean isPrintable(final int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
