/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.trace;

import io.totemic.NodeProbe;
import io.totemic.membership.core.MembershipStep;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.Configuration;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what a live node does into a file that {@code totemic check-trace} reads.
 *
 * <p>The ring loop only puts references into a bounded buffer, without a lock; a thread of its own makes lines of them. What does not fit
 * is counted, and a {@code gap} line stands in its place. Of several members of one group on this node the first is recorded.
 */
public final class TraceWriter implements NodeProbe, AutoCloseable {

    private static final Logger MAIN = LoggerFactory.getLogger("totemic.MAIN");

    /** The buffer keeps frames from being freed, so it is not larger than a burst. */
    private static final int BUFFERED_LINES = 1 << 14;

    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_MS = 1_000_000L;

    private final Path file;
    private final BufferedWriter out;
    private final ManyToOneConcurrentArrayQueue<Supplier<String>> lines;
    private final AtomicLong lost = new AtomicLong();
    private final Set<String> recordedGroups = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, RingId> ringOfGroup = new ConcurrentHashMap<>();
    private final long beganNs = System.nanoTime();
    private final Thread thread;
    private volatile boolean isClosing;
    private volatile boolean hasFailed;
    private int mostQueued;

    private TraceWriter(final Path file, final BufferedWriter out, final int bufferedLines) {
        this.file = file;
        this.out = out;
        lines = new ManyToOneConcurrentArrayQueue<>(bufferedLines);
        thread = new Thread(this::write, "totemic-trace");
        thread.setDaemon(true);
    }

    /**
     * Begins an incarnation of {@code node} in {@code file}, after those that are in it.
     *
     * @throws IOException if the file cannot be written
     */
    public static TraceWriter append(final Path file, final NodeId node, final String clusterName) throws IOException {
        final TraceWriter writer = open(file, node, clusterName, BUFFERED_LINES);
        writer.thread.start();
        return writer;
    }

    /** For tests: nothing is written before {@link #close()}. */
    static TraceWriter open(final Path file, final NodeId node, final String clusterName, final int bufferedLines)
            throws IOException {
        final boolean isCut = isCut(file);
        final BufferedWriter out = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (isCut) {
            out.write(TraceLines.CUT + "\n");
        }
        final Instant now = Instant.now();
        final long baseNs = now.getEpochSecond() * NS_PER_SECOND + now.getNano();
        out.write(TraceLines.header(node, baseNs / NS_PER_MS, baseNs, clusterName) + "\n");
        out.flush();
        return new TraceWriter(file, out, bufferedLines);
    }

    /** Whether the process that wrote it last was killed while it did. */
    private static boolean isCut(final Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return false;
        }
        try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "r")) {
            written.seek(written.length() - 1);
            return written.read() != '\n';
        }
    }

    @Override
    public void originated(final RegularMessage frame) {
        final long atNs = nowNs();
        put(() -> TraceLines.originated(
                atNs, frame.ringId(), frame.seq(), frame.sender(), Arrays.hashCode(frame.payload()), frame.isSafe()));
    }

    @Override
    public void delivered(final RegularMessage frame) {
        final long atNs = nowNs();
        put(() -> TraceLines.delivered(
                atNs, frame.ringId(), frame.seq(), frame.sender(), Arrays.hashCode(frame.payload()), frame.isSafe()));
    }

    @Override
    public void configurationDelivered(final Configuration configuration) {
        final long atNs = nowNs();
        put(() -> TraceLines.configuration(atNs, configuration));
    }

    @Override
    public void queued(final int frames, final int capacity) {
        if (frames > mostQueued) {
            mostQueued = frames;
            final long atNs = nowNs();
            put(() -> TraceLines.queue(atNs, frames, capacity));
        }
    }

    @Override
    public void tokenAccepted(final OrfToken token) {
        final long atNs = nowNs();
        final RingId ringId = token.ringId();
        final int tokenSeq = token.tokenSeq();
        final int seq = token.seq();
        final int aru = token.aru();
        put(() -> TraceLines.token(atNs, ringId, tokenSeq, seq, aru));
    }

    @Override
    public void stepped(final MembershipStep step) {
        final StateName entered = step.outcome().entered();
        if (entered != null) {
            final long atNs = nowNs();
            put(() -> TraceLines.state(atNs, entered, step.ringId(), step.reason()));
        }
    }

    @Override
    public Optional<Consumer<MemberEvent>> member(final String group) {
        return recordedGroups.add(group) ? Optional.of(this::told) : Optional.empty();
    }

    private void told(final MemberEvent event) {
        final long atNs = nowNs();
        if (event instanceof MemberEvent.Delivered message) {
            // A message can be large: it is not kept in the buffer.
            final String name = TraceLines.HASH + Integer.toHexString(Arrays.hashCode(message.payload()));
            final String group = message.group();
            final RingId ringId = message.position().ringId();
            final int seq = message.position().seq();
            final var sender = message.sender();
            put(() -> TraceLines.message(atNs, group, ringId, seq, sender, name));
        } else if (event instanceof MemberEvent.ConfigurationChanged changed) {
            toldConfiguration(atNs, changed);
        }
    }

    /** The ring if it is another one than before, which the first that a member is told is not; then who joined and left. */
    private void toldConfiguration(final long atNs, final MemberEvent.ConfigurationChanged changed) {
        final GroupConfiguration configuration = changed.configuration();
        final RingId before = ringOfGroup.put(changed.group(), configuration.ringId());
        if (configuration.isRegular() && before != null && !before.equals(configuration.ringId())) {
            put(() -> TraceLines.groupRing(
                    atNs,
                    changed.group(),
                    configuration.ringId(),
                    configuration.nodes(),
                    configuration.companions(),
                    configuration.verdict().state()));
        }
        if (!changed.joined().isEmpty() || !changed.left().isEmpty()) {
            put(() -> TraceLines.view(atNs, changed.group(), changed.members(), changed.joined(), changed.left()));
        }
    }

    /** Writes what is in the buffer and that nothing comes after it. To be called once the node has ended. */
    @Override
    public void close() {
        isClosing = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long nowNs() {
        return System.nanoTime() - beganNs;
    }

    /** Never waits: on the ring loop there is no time for it. */
    private void put(final Supplier<String> line) {
        if (hasFailed) {
            return;
        }
        final long missing = lost.getAndSet(0);
        if (missing > 0) {
            final long atNs = nowNs();
            if (!lines.offer(() -> TraceLines.gap(atNs, missing))) {
                lost.addAndGet(missing + 1);
                return;
            }
        }
        if (!lines.offer(line)) {
            lost.incrementAndGet();
        }
    }

    private void write() {
        try (BufferedWriter closed = out) {
            boolean isLast = false;
            while (!isLast) {
                // What was put before the end was asked for is written.
                isLast = isClosing;
                for (Supplier<String> line = lines.poll(); line != null; line = lines.poll()) {
                    closed.write(line.get());
                    closed.write('\n');
                }
                closed.flush();
                if (!isLast) {
                    LockSupport.parkNanos(IDLE_NS);
                }
            }
            final long missing = lost.get();
            if (missing > 0) {
                closed.write(TraceLines.gap(nowNs(), missing) + "\n");
            }
            closed.write(TraceLines.end(nowNs()) + "\n");
        } catch (final IOException e) {
            hasFailed = true;
            lines.clear();
            // The node goes on; a trace without its end says by itself that it is not whole.
            MAIN.warn("The trace in {} ends here: {}", file, e.getMessage());
        }
    }
}
