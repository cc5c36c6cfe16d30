/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.Locale;

/** Type of a key's value; the numeric ones bear the width that the configuration map gives them. */
public enum ConfigType {
    /** Unsigned, 8 bits. */
    U8,
    /** Unsigned, 16 bits. */
    U16,
    /** Unsigned, 32 bits. */
    U32,
    /** Unsigned, 64 bits. */
    U64,
    /** Signed, 32 bits. */
    I32,
    /** Any text. */
    STRING,
    /** yes, on, 1 or no, off, 0. */
    BOOL,
    /** One of a few words. */
    WORD;

    /** Whether values are whole numbers with a range. */
    public boolean isNumber() {
        return this != STRING && this != BOOL && this != WORD;
    }

    static ConfigType of(final String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The range of the type itself, in the notation of the catalogue. */
    String wholeRange() {
        return switch (this) {
            case U8 -> "0..255";
            case U16 -> "0..65535";
            case U32 -> "0..4294967295";
            case U64 -> "0..18446744073709551615";
            case I32 -> "-2147483648..2147483647";
            case STRING -> "";
            case BOOL -> "yes, on, 1, no, off, 0";
            case WORD -> throw new IllegalStateException("a key of words has no range without its words");
        };
    }
}
