/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.Group;
import io.totemic.GroupEvent;
import io.totemic.PayloadCodec;
import io.totemic.TotemicNode;
import io.totemic.cpg.core.CpgCounters;
import io.totemic.protocol.group.SendOptions;
import io.totemic.stream.GroupStreams;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** A member of a group that takes and sends by streams, and whose taking can be stopped. */
final class StreamedMember {

    private static final long LIMIT_S = 10;

    private final TotemicNode node;
    private final ActorSystem<?> system;
    private final Consumer<String> parent;
    private final CompletionStage<Group<byte[]>> group;
    private final AtomicLong taken = new AtomicLong();
    private final Map<Integer, Long> numbers = new TreeMap<>();
    private volatile CompletableFuture<Done> gate = CompletableFuture.completedFuture(Done.getInstance());
    private volatile boolean isWriting;
    private volatile CompletionStage<Done> written;
    private volatile long sent;

    StreamedMember(final TotemicNode node, final ActorSystem<?> system, final Consumer<String> parent) {
        this.node = node;
        this.system = system;
        this.parent = parent;
        group = GroupStreams.source(node, "streamed", PayloadCodec.BYTES)
                .mapAsync(1, event -> gate.thenApply(open -> event))
                .toMat(Sink.foreach(this::onEvent), Keep.left())
                .run(system);
        group.thenAccept(joined -> parent.accept("STREAMED"));
    }

    private void onEvent(final GroupEvent<byte[]> event) {
        if (event instanceof GroupEvent.Delivered<byte[]> delivered) {
            final int sender = (int) delivered.sender().node().unsigned();
            final long number = ByteBuffer.wrap(delivered.message()).getLong();
            final Long last = numbers.put(sender, number);
            if ((last == null ? 0 : last) + 1 != number) {
                parent.accept("FAULT " + sender + " " + last + " " + number);
            }
            taken.incrementAndGet();
        }
    }

    /** Sends as fast as it is let. */
    void write(final int bytes) {
        isWriting = true;
        written = group.thenCompose(joined -> Source.unfold(1L, number -> {
                    if (!isWriting) {
                        return Optional.empty();
                    }
                    sent = number;
                    return Optional.of(Pair.create(number + 1, number));
                })
                .map(number -> ByteBuffer.allocate(bytes).putLong(number).array())
                .runWith(GroupStreams.sink(joined, SendOptions.AGREED), system));
    }

    void stopWriting() {
        isWriting = false;
        written.thenAccept(done -> parent.accept("WRITTEN " + sent));
    }

    void stall() {
        gate = new CompletableFuture<>();
    }

    void goOn() {
        gate.complete(Done.getInstance());
    }

    /** Says what was taken and what waits. */
    void tell() throws Exception {
        final CpgCounters counters = node.groupCounters().toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
        final Runtime runtime = Runtime.getRuntime();
        parent.accept("TAKEN " + taken.get() + " " + counters.backlogBytes() + " " + counters.isRingHeldBack() + " "
                + counters.holdBacks() + " " + ((runtime.totalMemory() - runtime.freeMemory()) >> 20));
    }
}
