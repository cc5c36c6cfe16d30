/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.stream;

import io.totemic.Group;
import io.totemic.GroupEvent;
import io.totemic.PayloadCodec;
import io.totemic.TotemicNode;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Groups as sources, flows and sinks.
 *
 * <p>A source is told no more than 1 MiB ahead of what its stream has taken. What its stream does not keep up with waits in the node;
 * above 4 MiB of such on a node the members there that do keep up are answered {@code TryAgain}; above 16 MiB nobody on the ring
 * sends new messages until half of it is gone, but for the member that is behind, which may send as much as it takes; and a member that takes nothing at all for a minute is put out of its group. All of
 * it is counted in {@link TotemicNode#groupCounters()}.
 */
public final class GroupStreams {

    private GroupStreams() {}

    /**
     * What a member of {@code group} is told, from its own join on, for which the materialised value waits.
     *
     * <p>The member leaves when the stream is cancelled. The stream completes behind its own leave, if that was asked of the {@link
     * Group}; it fails with {@link PutOutException} if the member was put out because the stream took nothing, and with {@code
     * IllegalStateException} if the node ends.
     */
    public static <T> Source<GroupEvent<T>, CompletionStage<Group<T>>> source(
            final TotemicNode node, final String group, final PayloadCodec<T> codec) {
        return Source.fromGraph(new GroupSource<>(node, group, codec));
    }

    /** The same, with messages of {@code type}, as {@link TotemicNode#codecOf} writes them. */
    public static <T> Source<GroupEvent<T>, CompletionStage<Group<T>>> source(
            final TotemicNode node, final String group, final Class<T> type) {
        return source(node, group, node.codecOf(type));
    }

    /**
     * Multicasts what comes, in its order, and emits what became of it. While there is no room it waits, so that {@code TryAgain} is
     * never emitted. If delivery is awaited, the next element is not sent before.
     */
    public static <T> Flow<T, SendResult, NotUsed> multicast(final Group<T> group, final SendOptions options) {
        return Flow.<T>create().mapAsync(1, message -> untilAccepted(group, message, options));
    }

    /**
     * Multicasts what comes, in its order; done when all of it was accepted. Fails with {@link RefusedException} at the first message
     * that is refused for another reason than want of room.
     */
    public static <T> Sink<T, CompletionStage<Done>> sink(final Group<T> group, final SendOptions options) {
        return multicast(group, options)
                .map(result -> {
                    if (!result.isAccepted()) {
                        throw new RefusedException(group.name(), result);
                    }
                    return result;
                })
                .toMat(Sink.ignore(), Keep.right());
    }

    private static <T> CompletionStage<SendResult> untilAccepted(
            final Group<T> group, final T message, final SendOptions options) {
        return group.multicast(message, options)
                .thenCompose(result -> result instanceof SendResult.TryAgain
                        ? group.whenOpen().thenCompose(open -> untilAccepted(group, message, options))
                        : CompletableFuture.completedFuture(result));
    }
}
