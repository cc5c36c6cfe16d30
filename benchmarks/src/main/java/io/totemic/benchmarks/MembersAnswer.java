/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node says at {@code GET /cluster/members}.
 *
 * @param ringId of the installed ring, empty before the first
 * @param members node ids, ascending
 * @param state of the membership protocol
 * @param isQuorate whether it is quorate
 */
record MembersAnswer(String ringId, List<Integer> members, String state, boolean isQuorate) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_LIMIT_MS = 500;
    private static final int READ_LIMIT_MS = 1_000;

    MembersAnswer {
        members = List.copyOf(members);
    }

    /** Asks; null if the node does not answer within a second or not as it should. */
    static MembersAnswer ask(final int httpPort) {
        HttpURLConnection connection = null;
        try {
            connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + httpPort + "/cluster/members")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(CONNECT_LIMIT_MS);
            connection.setReadTimeout(READ_LIMIT_MS);
            try (InputStream body = connection.getInputStream()) {
                return of(JSON.readTree(body));
            }
        } catch (final IOException notNow) {
            if (connection != null) {
                connection.disconnect();
            }
            return null;
        }
    }

    private static MembersAnswer of(final JsonNode body) {
        final List<Integer> members = new ArrayList<>();
        body.path("members").forEach(member -> members.add(member.path("nodeId").asInt()));
        return new MembersAnswer(
                body.path("ringId").asText(""),
                members,
                body.path("state").asText(""),
                body.path("quorum").path("quorate").asBoolean());
    }
}
