/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Whose code allocates: samples of the JVM's flight recorder, each weighed with the bytes that it stands for.
 *
 * <p>A sample belongs to the first frame, from the allocation outwards, that is not the JDK's own.
 */
final class AllocationSampler {

    private static final String EVENT = "jdk.ObjectAllocationSample";
    private static final String SAMPLES_PER_SECOND = "500/s";

    private Recording recording;

    /** Samples from now on; costs a little time itself. */
    void begin() {
        recording = new Recording();
        recording.enable(EVENT).withStackTrace().with("throttle", SAMPLES_PER_SECOND);
        recording.start();
    }

    /** Bytes by owner, as the word of {@link HeapFigures#amounts}. */
    String end() throws IOException {
        recording.stop();
        final Path file = Files.createTempFile("totemic-allocations-", ".jfr");
        final Map<String, Long> byOwner = new TreeMap<>();
        try {
            recording.dump(file);
            recording.close();
            try (RecordingFile events = new RecordingFile(file)) {
                while (events.hasMoreEvents()) {
                    final RecordedEvent event = events.readEvent();
                    if (event.getEventType().getName().equals(EVENT)) {
                        final List<String> classes = classesOf(event);
                        if (!isOfSampling(classes)) {
                            byOwner.merge(ownerOf(classes), event.getLong("weight"), Long::sum);
                        }
                    }
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return byOwner.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(","));
    }

    private static List<String> classesOf(final RecordedEvent event) {
        return event.getStackTrace() == null
                ? List.of()
                : event.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .toList();
    }

    /** Whether the recorder allocates for itself, because we started or stopped it. */
    static boolean isOfSampling(final List<String> classes) {
        return classes.contains(AllocationSampler.class.getName());
    }

    /** Whose a stack is, innermost class first. */
    static String ownerOf(final List<String> classes) {
        for (final String name : classes) {
            if (name.startsWith("io.totemic.benchmarks.")) {
                return "benchmark";
            }
            if (name.startsWith("io.totemic.")) {
                return "Totemic";
            }
            if (name.startsWith("org.apache.pekko.") || name.startsWith("scala.")) {
                return "Pekko";
            }
            if (name.startsWith("io.aeron.") || name.startsWith("org.agrona.")) {
                return "Aeron";
            }
        }
        return "JDK";
    }
}
