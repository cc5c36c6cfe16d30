/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import io.totemic.Keys;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code GET /cluster/keys}: how far the change of the key is, at each node. Shows ids of keys and changes nothing. */
final class KeyRoutes extends AllDirectives {

    private final ViewQuestion question;
    private final Keys keys;

    KeyRoutes(final ViewQuestion question, final Keys keys) {
        this.question = question;
        this.keys = keys;
    }

    Route routes() {
        return path(
                PathMatchers.segment("cluster").slash("keys"),
                () -> get(() -> completeWithFuture(
                        question.ask(keys::status, status -> JsonAnswers.of(StatusCodes.OK, KeysView.of(status))))));
    }
}
