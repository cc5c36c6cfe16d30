/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * What the threads of this process allocate, and how long its collector stops them.
 *
 * <p>Allocated bytes are those of the JVM's own counters of each thread, exact, and of all that runs on it, whoever wrote it; a thread
 * that has ended counts for nothing. Pauses are counted by a thread of the JVM, all else is called by one thread.
 */
final class HeapMeter {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> before = new HashMap<>();
    private long pauses;
    private long pausedMs;
    private long longestMs;

    HeapMeter() {
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, unused) -> {
                                if (notification
                                        .getType()
                                        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                                    onPause(GarbageCollectionNotificationInfo.from(
                                                    (CompositeData) notification.getUserData())
                                            .getGcInfo()
                                            .getDuration());
                                }
                            },
                            null,
                            null);
        }
    }

    private synchronized void onPause(final long durationMs) {
        pauses++;
        pausedMs += durationMs;
        longestMs = Math.max(longestMs, durationMs);
    }

    /** Counts from now on. */
    synchronized void begin() {
        pauses = 0;
        pausedMs = 0;
        longestMs = 0;
        before.clear();
        allocated().forEach((id, bytes) -> before.put(id, bytes));
    }

    /** What was counted, as the words of {@link HeapFigures#of}. */
    synchronized String end() {
        final Map<String, Long> byName = new TreeMap<>();
        allocated().forEach((id, bytes) -> {
            final var thread = THREADS.getThreadInfo(id);
            if (thread != null) {
                byName.merge(HeapFigures.group(thread.getThreadName()), bytes - before.getOrDefault(id, 0L), Long::sum);
            }
        });
        return pauses + " " + pausedMs + " " + longestMs + " "
                + byName.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(","));
    }

    private static Map<Long, Long> allocated() {
        final long[] ids = THREADS.getAllThreadIds();
        final long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        final Map<Long, Long> all = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                all.put(ids[i], bytes[i]);
            }
        }
        return all;
    }
}
