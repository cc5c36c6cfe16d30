/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code GET /cluster/drops}: what this node has dropped of what came from the network, by what was wrong with it. */
final class DropRoutes extends AllDirectives {

    private final ViewQuestion question;

    DropRoutes(final ViewQuestion question) {
        this.question = question;
    }

    Route routes() {
        return path(
                PathMatchers.segment("cluster").slash("drops"),
                () -> get(() ->
                        completeWithFuture(question.ask(view -> JsonAnswers.of(StatusCodes.OK, DropsView.of(view))))));
    }
}
