/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One key of the catalogue: where it stands, what it may hold, what it does.
 *
 * @param section path of its section, e.g. {@code totem.interface}
 * @param name name of the key; {@code ringX_addr} stands for ring1_addr to ring7_addr
 * @param type type of its value
 * @param unit unit of its value; empty if there is none
 * @param defaultText value when the key is absent, or in words how it is derived; empty if there is none
 * @param range {@code MIN..MAX}, or {@code 0, MIN..MAX} if 0 means the default; the words of a word, separated by commas;
 *     empty for a string
 * @param effect what the value does and what happens if it is too small or too large; for a key without effect, why it has
 *     none
 * @param effective false if the key is recognised only
 */
public record ConfigKey(
        String section,
        String name,
        ConfigType type,
        String unit,
        String defaultText,
        String range,
        String effect,
        boolean effective) {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,40}");
    private static final String ZERO_IS_DEFAULT = "0, ";

    public ConfigKey {
        Objects.requireNonNull(type, "type");
        if (section.isEmpty() || name.isEmpty() || effect.isEmpty()) {
            throw new IllegalArgumentException(
                    "key " + section + "." + name + " must have a section, a name, an effect");
        }
        if (type != ConfigType.STRING && range.isEmpty()) {
            throw new IllegalArgumentException("key " + section + "." + name + " must have a range");
        }
    }

    /** Section and name, e.g. {@code totem.token}. */
    public String path() {
        return section + "." + name;
    }

    /** Whether a written 0 counts as if the key were absent. */
    public boolean isZeroDefault() {
        return type.isNumber() && range.startsWith(ZERO_IS_DEFAULT);
    }

    /** The words that are allowed; empty unless the key holds a word or a boolean. */
    public List<String> words() {
        return type.isNumber() || type == ConfigType.STRING ? List.of() : List.of(range.split(", ", -1));
    }

    /**
     * The rule that a value breaks, as the rest of a sentence that begins with the key: {@code is -1, must be ...}.
     *
     * @return empty if the value is accepted
     */
    public Optional<String> violation(final String value) {
        final boolean accepted;
        if (type.isNumber()) {
            accepted = WHOLE_NUMBER.matcher(value).matches() && isInRange(new BigInteger(value));
        } else {
            accepted = type == ConfigType.STRING || words().contains(value);
        }
        return accepted ? Optional.empty() : Optional.of("is " + Place.shown(value) + ", must be " + rule());
    }

    private boolean isInRange(final BigInteger number) {
        if (isZeroDefault() && number.signum() == 0) {
            return true;
        }
        final String bounds = isZeroDefault() ? range.substring(ZERO_IS_DEFAULT.length()) : range;
        final int dots = bounds.indexOf("..");
        return number.compareTo(new BigInteger(bounds.substring(0, dots))) >= 0
                && number.compareTo(new BigInteger(bounds.substring(dots + 2))) <= 0;
    }

    private String rule() {
        if (!type.isNumber()) {
            return words().size() == 1 ? range + ": " + effect : "one of " + range;
        }
        return "a whole number, " + range.replace(ZERO_IS_DEFAULT, "0 or ") + (unit.isEmpty() ? "" : " " + unit);
    }
}
