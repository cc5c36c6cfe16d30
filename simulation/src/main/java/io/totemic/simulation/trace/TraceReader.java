/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.trace;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import io.totemic.trace.TraceLines;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Puts the files of several nodes together. A node of which not everything is known, since it was killed, still runs, has lost lines or
 * has no file, is marked as such, so that no checker blames it, or others, for what only its file could show.
 */
public final class TraceReader {

    private final List<TraceFile.Incarnation> incarnations;
    private final Map<TraceFile.Incarnation, Trace.ProcessId> processes = new LinkedHashMap<>();
    private final Map<String, MessageId> messages = new HashMap<>();
    private final TreeMap<NodeId, String> notes = new TreeMap<>();

    private TraceReader(final List<TraceFile.Incarnation> incarnations) {
        this.incarnations = incarnations;
    }

    /**
     * Reads files.
     *
     * @throws TraceSyntaxException if one of them is no trace, or they are not of one cluster
     * @throws IOException if one of them cannot be read
     */
    public static RecordedRun read(final List<Path> files) throws IOException {
        try {
            long originNs = Long.MAX_VALUE;
            for (final Path file : files) {
                try (Stream<String> lines = Files.lines(file)) {
                    originNs = Math.min(
                            originNs,
                            TraceFile.baseNs(file.toString(), lines.findFirst().orElse("")));
                }
            }
            final List<TraceFile.Incarnation> incarnations = new ArrayList<>();
            for (final Path file : files) {
                final boolean isWhole = endsWithLineFeed(file);
                try (Stream<String> lines = Files.lines(file)) {
                    incarnations.addAll(TraceFile.parse(file.toString(), lines.iterator(), isWhole, originNs));
                }
            }
            return new TraceReader(incarnations).merge();
        } catch (final UncheckedIOException unreadable) {
            throw new IOException("one of " + files + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static boolean endsWithLineFeed(final Path file) throws IOException {
        try (RandomAccessFile read = new RandomAccessFile(file.toFile(), "r")) {
            read.seek(Math.max(read.length() - 1, 0));
            return read.read() == '\n';
        }
    }

    /** Reads texts, by what names them in errors. */
    public static RecordedRun parse(final SortedMap<String, String> texts) {
        long originNs = Long.MAX_VALUE;
        for (final Map.Entry<String, String> text : texts.entrySet()) {
            originNs = Math.min(
                    originNs,
                    TraceFile.baseNs(
                            text.getKey(), text.getValue().lines().findFirst().orElse("")));
        }
        final List<TraceFile.Incarnation> incarnations = new ArrayList<>();
        for (final Map.Entry<String, String> text : texts.entrySet()) {
            incarnations.addAll(TraceFile.parse(
                    text.getKey(),
                    text.getValue().lines().iterator(),
                    text.getValue().endsWith("\n"),
                    originNs));
        }
        return new TraceReader(incarnations).merge();
    }

    private RecordedRun merge() {
        nameProcesses();
        final String cluster = incarnations.get(0).cluster;
        final Trace ring = new Trace();
        final SortedMap<String, Trace> groups = new TreeMap<>();
        long ringEvents = 0;
        long groupEvents = 0;
        for (final TraceFile.Incarnation each : incarnations) {
            if (!each.cluster.equals(cluster)) {
                throw new TraceSyntaxException(
                        each.source, 1, "the cluster is " + each.cluster + ", that of another file " + cluster);
            }
            each.told.forEach(told -> groups.computeIfAbsent(told.group(), key -> new Trace()));
            ringEvents += each.ring.size();
            groupEvents += each.told.size();
        }
        noteUnknown();
        addRings(ring);
        groups.forEach((group, trace) -> {
            addRings(trace);
            processes.forEach((each, process) -> addTold(trace, each, process, group));
        });
        return new RecordedRun(cluster, ring, groups, ringEvents, groupEvents, List.copyOf(notes.values()));
    }

    /** Incarnations of a node are counted from 1, in the order of their numbers; processes begin in the order of time. */
    private void nameProcesses() {
        incarnations.sort(
                Comparator.comparing((TraceFile.Incarnation each) -> each.node).thenComparingLong(each -> each.number));
        final Map<TraceFile.Incarnation, Trace.ProcessId> named = new HashMap<>();
        TraceFile.Incarnation before = null;
        int count = 0;
        for (final TraceFile.Incarnation each : incarnations) {
            final boolean isNext = before != null && before.node.equals(each.node);
            if (isNext && before.number == each.number) {
                throw new TraceSyntaxException(
                        each.source, 1, "incarnation " + each.number + " of node " + each.node + " is there twice");
            }
            count = isNext ? count + 1 : 1;
            named.put(each, new Trace.ProcessId(each.node, count));
            before = each;
        }
        incarnations.stream()
                .sorted(Comparator.comparingLong(TraceReader::beginNs))
                .forEach(each -> processes.put(each, named.get(each)));
    }

    private static long beginNs(final TraceFile.Incarnation each) {
        return each.ring.isEmpty() ? each.lastNs : each.ring.get(0).atNs();
    }

    private void noteUnknown() {
        final TreeSet<NodeId> mentioned = new TreeSet<>();
        processes.forEach((each, process) -> {
            if (each.lostLines > 0) {
                notes.put(each.node, process + " has lost " + each.lostLines + " lines; what came after is not read");
            } else if (!each.hasEnd) {
                notes.put(each.node, process + " has no end: it was killed, or still runs");
            }
            for (final Trace.RingEvent event : each.ring) {
                if (event instanceof Trace.Configured configured) {
                    mentioned.addAll(configured.configuration().members().asList());
                }
            }
        });
        incarnations.forEach(each -> mentioned.remove(each.node));
        mentioned.forEach(node -> notes.put(node, "node " + node + " has no file"));
    }

    private void addRings(final Trace trace) {
        notes.keySet().forEach(trace::partlyKnown);
        processes.forEach((each, process) -> {
            trace.started(process, beginNs(each));
            if (each.isDiskLost) {
                trace.diskLost(process);
            }
            each.ring.forEach(event -> trace.happened(process, event));
            trace.ended(process, each.lastNs);
        });
    }

    private void addTold(
            final Trace trace, final TraceFile.Incarnation each, final Trace.ProcessId process, final String group) {
        String frame = "";
        final Map<String, Integer> inFrame = new HashMap<>();
        for (final TraceFile.Told told : each.told) {
            if (!told.group().equals(group)) {
                continue;
            }
            if (told.event() instanceof Trace.Delivered delivered) {
                final String place = group + " " + delivered.ringId() + ":" + delivered.seq();
                if (!place.equals(frame)) {
                    frame = place;
                    inFrame.clear();
                }
                final int occurrence = inFrame.merge(told.messageName(), 1, Integer::sum);
                final MessageId message = named(delivered, told.messageName(), place, occurrence);
                trace.told(
                        process,
                        new Trace.Delivered(
                                message, delivered.sender(), delivered.ringId(), delivered.seq(), delivered.atNs()));
            } else {
                trace.told(process, told.event());
            }
        }
    }

    /**
     * Who is told the same content of the same sender in the same frame is told the same message; of equal ones in one frame the first is
     * the first. A message that has a name of its own keeps it.
     */
    private MessageId named(
            final Trace.Delivered delivered, final String name, final String place, final int occurrence) {
        if (name.charAt(0) != TraceLines.HASH) {
            return messages.computeIfAbsent(name, TraceFile::messageId);
        }
        return messages.computeIfAbsent(
                place + " " + delivered.sender() + name + " " + occurrence,
                key -> new MessageId(
                        delivered.sender().node(), delivered.sender().number(), messages.size() + 1));
    }
}
