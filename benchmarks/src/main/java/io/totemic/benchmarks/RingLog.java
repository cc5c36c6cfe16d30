/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the log of a daemon says about its ring: Corosync's has the same words as ours. */
final class RingLog {

    /** What a line says. */
    enum Kind {
        /** The node has missed the token for the token time-out. */
        LOST,
        /** A configuration was installed. */
        FORMED,
        /** votequorum has decided on a configuration of these members. */
        MEMBERS,
        /** The node is quorate from here on. */
        PRIMARY,
        /** The node is not quorate any longer. */
        NOT_PRIMARY
    }

    /**
     * One line.
     *
     * @param atMs when it was logged, since 1970
     * @param members of {@link Kind#MEMBERS}, ascending; else none
     */
    record Event(Kind kind, long atMs, List<Integer> members) {
        Event {
            members = List.copyOf(members);
        }
    }

    private static final String LOST = "A processor failed, forming new configuration";
    private static final String FORMED = "A new membership (";
    private static final String MEMBERS = "[QUORUM] Members[";
    private static final String PRIMARY = "within the primary component";
    private static final String NOT_PRIMARY = "within the non-primary component";
    private static final int TIME_LENGTH = "Nov 21 01:43:00.123".length();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy MMM dd HH:mm:ss.SSS", Locale.ENGLISH);

    private RingLog() {}

    /** The events among these lines, whose times are of this zone and year; lines that say nothing of a ring are left out. */
    static List<Event> events(final List<String> lines, final ZoneId zone, final Year year) {
        final List<Event> events = new ArrayList<>();
        for (final String line : lines) {
            kindOf(line)
                    .flatMap(kind -> timeOf(line, zone, year).map(atMs -> new Event(kind, atMs, membersOf(kind, line))))
                    .ifPresent(events::add);
        }
        return events;
    }

    private static Optional<Kind> kindOf(final String line) {
        if (line.contains(LOST)) {
            return Optional.of(Kind.LOST);
        }
        if (line.contains(FORMED)) {
            return Optional.of(Kind.FORMED);
        }
        if (line.contains(MEMBERS)) {
            return Optional.of(Kind.MEMBERS);
        }
        if (line.contains(PRIMARY)) {
            return Optional.of(Kind.PRIMARY);
        }
        return line.contains(NOT_PRIMARY) ? Optional.of(Kind.NOT_PRIMARY) : Optional.empty();
    }

    private static Optional<Long> timeOf(final String line, final ZoneId zone, final Year year) {
        if (line.length() < TIME_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(year + " " + line.substring(0, TIME_LENGTH), TIME)
                    .atZone(zone)
                    .toInstant()
                    .toEpochMilli());
        } catch (final DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    private static List<Integer> membersOf(final Kind kind, final String line) {
        if (kind != Kind.MEMBERS) {
            return List.of();
        }
        final String listed =
                line.substring(line.indexOf("]: ", line.indexOf(MEMBERS)) + 2).strip();
        return Arrays.stream(listed.split(" ")).map(Integer::valueOf).collect(Collectors.toList());
    }
}
