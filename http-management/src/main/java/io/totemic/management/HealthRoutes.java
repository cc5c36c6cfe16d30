/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import io.totemic.ClusterView;
import io.totemic.membership.core.StateName;
import java.util.Objects;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * {@code GET /ready}: 200 while the ring is OPERATIONAL, else 503. {@code GET /alive}: 200 as long as the ring loop answers.
 */
final class HealthRoutes extends AllDirectives {

    private final ViewQuestion question;

    HealthRoutes(final ViewQuestion question) {
        this.question = Objects.requireNonNull(question, "question");
    }

    Route routes() {
        return concat(
                path("ready", () -> get(() -> completeWithFuture(question.ask(HealthRoutes::ready)))),
                path("alive", () -> get(() -> completeWithFuture(question.ask(HealthRoutes::alive)))));
    }

    private static HttpResponse ready(final ClusterView view) {
        final StateName state = view.membership().state();
        return state == StateName.OPERATIONAL
                ? JsonAnswers.of(StatusCodes.OK, new HealthView("ready", state.name()))
                : JsonAnswers.of(StatusCodes.SERVICE_UNAVAILABLE, new HealthView("not ready", state.name()));
    }

    private static HttpResponse alive(final ClusterView view) {
        return JsonAnswers.of(
                StatusCodes.OK,
                new HealthView("alive", view.membership().state().name()));
    }
}
