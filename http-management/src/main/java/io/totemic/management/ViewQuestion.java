/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import io.totemic.ClusterView;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/**
 * Asks the node for its view and turns every outcome into an answer. A ring loop that hangs must not hang the request: after
 * the timeout the answer is 503 with the reason.
 */
final class ViewQuestion {

    private final Supplier<CompletionStage<ClusterView>> views;
    private final Duration timeout;

    ViewQuestion(final Supplier<CompletionStage<ClusterView>> views, final Duration timeout) {
        this.views = Objects.requireNonNull(views, "views");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
    }

    CompletionStage<HttpResponse> ask(final Function<ClusterView, HttpResponse> answer) {
        return ask(views, answer);
    }

    /** The same for anything else that the node can be asked for. */
    <T> CompletionStage<HttpResponse> ask(
            final Supplier<CompletionStage<T>> asked, final Function<T, HttpResponse> answer) {
        final CompletionStage<T> view;
        try {
            view = asked.get();
        } catch (final RuntimeException refused) {
            return CompletableFuture.completedFuture(unavailable(refused));
        }
        return view.thenApply(answer)
                .toCompletableFuture()
                .copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(this::unavailable);
    }

    private HttpResponse unavailable(final Throwable failure) {
        final Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        final String reason = cause instanceof TimeoutException
                ? "the ring loop did not answer within " + timeout.toMillis() + " ms"
                : "the node cannot answer: " + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
        return JsonAnswers.error(StatusCodes.SERVICE_UNAVAILABLE, reason);
    }
}
