/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where on the page a moment is. Time runs evenly in close-ups, in which single tokens can be told apart; between them a long
 * time takes little more room than a short one, since nothing happens.
 */
final class TimeScale {

    /** A stretch of time that is drawn large. */
    record CloseUp(long fromNs, long toNs) {}

    private static final double NS_PER_MS = 1e6;
    private static final double CLOSE_PIXELS_PER_MS = 10;
    private static final double CLOSE_PIXELS_PER_MS_MIN = 4;

    /** All close-ups together, unless that made single tokens too small. */
    private static final double CLOSE_PIXELS_MAX = 4_500;

    private static final double FAR_PIXELS = 2.2;
    private static final double FAR_EXPONENT = 0.45;

    private final TreeMap<Long, Double> knots = new TreeMap<>();
    private final List<CloseUp> closeUps;

    /**
     * A scale from {@code fromNs} to {@code toNs}.
     *
     * @param moments between which the scale may change
     * @param room pixels needed below some moments before the next of them
     */
    TimeScale(
            final long fromNs,
            final long toNs,
            final double topPixels,
            final Collection<CloseUp> wanted,
            final Collection<Long> moments,
            final NavigableMap<Long, Double> room) {
        closeUps = merged(fromNs, toNs, wanted);
        final TreeSet<Long> times = new TreeSet<>();
        for (final Long moment : moments) {
            times.add(Math.min(Math.max(moment, fromNs), toNs));
        }
        for (final CloseUp closeUp : closeUps) {
            times.add(closeUp.fromNs());
            times.add(closeUp.toNs());
        }
        times.addAll(room.keySet());
        times.add(fromNs);
        times.add(toNs);
        final double closeMs = closeUps.stream()
                        .mapToLong(closeUp -> closeUp.toNs() - closeUp.fromNs())
                        .sum()
                / NS_PER_MS;
        final double closePixels =
                Math.max(CLOSE_PIXELS_PER_MS_MIN, Math.min(CLOSE_PIXELS_PER_MS, CLOSE_PIXELS_MAX / closeMs));
        final Long[] ascending = times.toArray(Long[]::new);
        final double[] heights = new double[ascending.length];
        for (int i = 0; i + 1 < ascending.length; i++) {
            final double ms = (ascending[i + 1] - ascending[i]) / NS_PER_MS;
            heights[i] = isCloseUp(ascending[i]) ? ms * closePixels : FAR_PIXELS * Math.pow(ms, FAR_EXPONENT);
        }
        makeRoom(ascending, heights, room);
        double y = topPixels;
        for (int i = 0; i < ascending.length; i++) {
            knots.put(ascending[i], y);
            y += heights[i];
        }
    }

    /** Where a moment is; those outside are at the edges. */
    double y(final long atNs) {
        final Map.Entry<Long, Double> before = knots.floorEntry(atNs);
        if (before == null) {
            return knots.firstEntry().getValue();
        }
        final Map.Entry<Long, Double> after = knots.higherEntry(atNs);
        if (after == null) {
            return before.getValue();
        }
        final double part = (double) (atNs - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue() + part * (after.getValue() - before.getValue());
    }

    double bottom() {
        return knots.lastEntry().getValue();
    }

    /** The close-ups, ascending and apart from each other. */
    List<CloseUp> closeUps() {
        return closeUps;
    }

    /** Whether a moment is in a close-up. */
    boolean isCloseUp(final long atNs) {
        return closeUps.stream().anyMatch(closeUp -> atNs >= closeUp.fromNs() && atNs < closeUp.toNs());
    }

    private static void makeRoom(
            final Long[] ascending, final double[] heights, final NavigableMap<Long, Double> room) {
        int begin = -1;
        double needed = 0;
        double found = 0;
        for (int i = 0; i < ascending.length; i++) {
            final boolean isNext = room.containsKey(ascending[i]) || i + 1 == ascending.length;
            if (isNext && begin >= 0 && found < needed) {
                for (int j = begin; j < i; j++) {
                    heights[j] *= needed / found;
                }
            }
            if (room.containsKey(ascending[i])) {
                begin = i;
                needed = room.get(ascending[i]);
                found = 0;
            }
            found += heights[i];
        }
    }

    private static List<CloseUp> merged(final long fromNs, final long toNs, final Collection<CloseUp> wanted) {
        final TreeMap<Long, Long> merged = new TreeMap<>();
        wanted.stream()
                .filter(closeUp -> closeUp.toNs() > fromNs && closeUp.fromNs() < toNs)
                .sorted((a, b) -> Long.compare(a.fromNs(), b.fromNs()))
                .forEach(closeUp -> {
                    final long from = Math.max(closeUp.fromNs(), fromNs);
                    final long to = Math.min(closeUp.toNs(), toNs);
                    final Map.Entry<Long, Long> last = merged.lastEntry();
                    if (last != null && last.getValue() >= from) {
                        merged.put(last.getKey(), Math.max(last.getValue(), to));
                    } else if (to > from) {
                        merged.put(from, to);
                    }
                });
        final List<CloseUp> closeUps = new ArrayList<>();
        merged.forEach((from, to) -> closeUps.add(new CloseUp(from, to)));
        return closeUps;
    }
}
