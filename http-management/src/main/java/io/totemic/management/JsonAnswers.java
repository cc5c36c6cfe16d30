/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;

/** HTTP answers with a view as JSON. */
final class JsonAnswers {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonAnswers() {}

    /** The view as JSON with that status. */
    static HttpResponse of(final StatusCode status, final Object view) {
        try {
            return HttpResponse.create()
                    .withStatus(status)
                    .withEntity(ContentTypes.APPLICATION_JSON, MAPPER.writeValueAsString(view));
        } catch (final JsonProcessingException notSerializable) {
            throw new IllegalStateException("a view of ours cannot be written as JSON", notSerializable);
        }
    }

    /** An {@link ErrorView} with that status. */
    static HttpResponse error(final StatusCode status, final String sentence) {
        return of(status, new ErrorView(status.intValue(), sentence));
    }
}
