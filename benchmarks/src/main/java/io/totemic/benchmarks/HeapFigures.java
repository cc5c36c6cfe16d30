/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process allocated, and how long its collector stopped it.
 *
 * @param pauses how often
 * @param pausedMs together
 * @param longestMs the longest
 * @param bytesByThread allocated bytes, by the name of the thread without its number
 */
record HeapFigures(long pauses, long pausedMs, long longestMs, Map<String, Long> bytesByThread) {

    HeapFigures {
        bytesByThread = new TreeMap<>(bytesByThread);
    }

    /** Of the words of {@link HeapMeter#end()}. */
    static HeapFigures of(final List<String> words) {
        return new HeapFigures(
                Long.parseLong(words.get(0)),
                Long.parseLong(words.get(1)),
                Long.parseLong(words.get(2)),
                amounts(words.get(3)));
    }

    /** Of a word such as {@code a=1,b=2}. */
    static Map<String, Long> amounts(final String word) {
        final Map<String, Long> all = new TreeMap<>();
        for (final String pair : word.split(",", -1)) {
            final int equals = pair.lastIndexOf('=');
            if (equals > 0) {
                all.merge(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)), Long::sum);
            }
        }
        return all;
    }

    /** The name of a thread without the number that it ends with, as one word. */
    static String group(final String threadName) {
        return threadName.replaceAll("[-# ]*[0-9]+$", "").replaceAll("[ ,=]", "_");
    }

    long allocatedBytes() {
        return bytesByThread.values().stream().mapToLong(Long::longValue).sum();
    }
}
