/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.trace;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.check.FrameId;
import io.totemic.simulation.check.Trace;
import io.totemic.trace.TraceLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the trace of a simulated run as live nodes write theirs: a text for each node. */
public final class TraceText {

    private static final String CLUSTER = "simulated";
    private static final String GROUP = "simulated";

    private TraceText() {}

    /** Writes a file {@code node-N.trace} for each node into {@code directory}, which is made if it is not there. */
    public static List<Path> write(final Trace trace, final Path directory) throws IOException {
        Files.createDirectories(directory);
        final List<Path> files = new ArrayList<>();
        for (final var entry : of(trace).entrySet()) {
            files.add(Files.writeString(directory.resolve("node-" + entry.getKey() + ".trace"), entry.getValue()));
        }
        return files;
    }

    /** The texts, by node. */
    public static SortedMap<NodeId, String> of(final Trace trace) {
        final TreeMap<NodeId, StringBuilder> texts = new TreeMap<>();
        for (final Trace.ProcessId process : trace.lives().keySet()) {
            write(trace, process, texts.computeIfAbsent(process.node(), key -> new StringBuilder()));
        }
        final TreeMap<NodeId, String> written = new TreeMap<>();
        texts.forEach((node, text) -> written.put(node, text.toString()));
        return written;
    }

    private static void write(final Trace trace, final Trace.ProcessId process, final StringBuilder text) {
        final Trace.Life life = trace.lives().get(process);
        text.append(TraceLines.header(process.node(), process.incarnation(), 0, CLUSTER))
                .append('\n');
        if (trace.isDiskLost(process)) {
            text.append(TraceLines.diskLost(life.fromNs())).append('\n');
        }
        long lastNs = life.fromNs();
        // That a message was damaged is no event of a trace: it has no content, only a name for it.
        final List<Trace.Event> told = trace.eventsOf(process).stream()
                .filter(event -> !(event instanceof Trace.Damaged))
                .toList();
        int next = 0;
        for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
            if (event instanceof Trace.FrameHeld) {
                // Only the order of several nodes makes anything of it, which their traces do not have.
                continue;
            }
            while (next < told.size() && told.get(next).atNs() < event.atNs()) {
                text.append(line(told.get(next++))).append('\n');
            }
            text.append(line(event)).append('\n');
            lastNs = event.atNs();
        }
        while (next < told.size()) {
            lastNs = Math.max(lastNs, told.get(next).atNs());
            text.append(line(told.get(next++))).append('\n');
        }
        text.append(TraceLines.end(life.toNs() == Trace.Life.FOR_EVER ? lastNs : life.toNs()))
                .append('\n');
    }

    private static String line(final Trace.RingEvent event) {
        final long atNs = event.atNs();
        if (event instanceof Trace.FrameOriginated originated) {
            final FrameId frame = originated.frame();
            return TraceLines.originated(
                    atNs, frame.ringId(), frame.seq(), frame.sender(), frame.contentHash(), frame.isSafe());
        } else if (event instanceof Trace.FrameDelivered delivered) {
            final FrameId frame = delivered.frame();
            return TraceLines.delivered(
                    atNs, frame.ringId(), frame.seq(), frame.sender(), frame.contentHash(), frame.isSafe());
        } else if (event instanceof Trace.Configured configured) {
            return TraceLines.configuration(atNs, configured.configuration());
        } else if (event instanceof Trace.TokenAccepted token) {
            return TraceLines.token(atNs, token.ringId(), token.tokenSeq(), token.seq(), token.aru());
        }
        if (event instanceof Trace.QueueGrown queue) {
            return TraceLines.queue(atNs, queue.frames(), queue.capacity());
        }
        final Trace.StateEntered entered = (Trace.StateEntered) event;
        return TraceLines.state(atNs, entered.state(), entered.ringId(), entered.reason());
    }

    private static String line(final Trace.Event event) {
        final long atNs = event.atNs();
        if (event instanceof Trace.Delivered message) {
            return TraceLines.message(
                    atNs,
                    GROUP,
                    message.ringId(),
                    message.seq(),
                    message.sender(),
                    message.message().toString());
        } else if (event instanceof Trace.RingInstalled ring) {
            return TraceLines.groupRing(atNs, GROUP, ring.ringId(), ring.members(), ring.companions(), ring.verdict());
        }
        final Trace.ViewChanged view = (Trace.ViewChanged) event;
        return TraceLines.view(atNs, GROUP, view.members(), view.joined(), view.left());
    }
}
