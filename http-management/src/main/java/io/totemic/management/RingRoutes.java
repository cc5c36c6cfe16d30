/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import io.totemic.ClusterView;
import java.util.Objects;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code GET /cluster/members}: who is in the ring, in the shape that tools for Pekko clusters read. */
final class RingRoutes extends AllDirectives {

    private final ViewQuestion question;
    private final NodeAddresses addresses;

    RingRoutes(final ViewQuestion question, final NodeAddresses addresses) {
        this.question = Objects.requireNonNull(question, "question");
        this.addresses = Objects.requireNonNull(addresses, "addresses");
    }

    Route routes() {
        return path(
                PathMatchers.segment("cluster").slash("members"),
                () -> get(() -> completeWithFuture(question.ask(this::members))));
    }

    private HttpResponse members(final ClusterView view) {
        return JsonAnswers.of(StatusCodes.OK, new ClusterPicture(view, addresses).members());
    }
}
