/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import io.totemic.Quorum;
import io.totemic.protocol.HypotheticalPart;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * {@code GET /cluster/quorum}: the verdict, and why; with {@code ?split=1,2|3,4} also what it would be in each part of such a split,
 * which touches nothing.
 */
final class QuorumRoutes extends AllDirectives {

    private final ViewQuestion question;
    private final Quorum quorum;

    QuorumRoutes(final ViewQuestion question, final Quorum quorum) {
        this.question = question;
        this.quorum = quorum;
    }

    Route routes() {
        return path(
                PathMatchers.segment("cluster").slash("quorum"),
                () -> get(() -> parameterOptional("split", split -> completeWithFuture(answer(split)))));
    }

    private CompletionStage<HttpResponse> answer(final Optional<String> split) {
        final List<NodeSet> parts;
        try {
            parts = split.map(QuorumRoutes::parts).orElse(null);
        } catch (final IllegalArgumentException wrong) {
            return CompletableFuture.completedFuture(JsonAnswers.error(StatusCodes.BAD_REQUEST, wrong.getMessage()));
        }
        return question.ask(() -> view(parts), view -> JsonAnswers.of(StatusCodes.OK, view));
    }

    private CompletionStage<QuorumStatusView> view(final List<NodeSet> parts) {
        final CompletionStage<List<HypotheticalPart>> supposed =
                parts == null ? CompletableFuture.completedFuture(null) : quorum.suppose(parts);
        return quorum.lease().thenCompose(lease -> quorum.status()
                .thenCombine(supposed, (status, each) -> QuorumStatusView.of(status, lease, each)));
    }

    /** Parts with bars between them, of nodes with commas. */
    private static List<NodeSet> parts(final String split) {
        final List<NodeSet> parts = new ArrayList<>();
        NodeSet seen = NodeSet.EMPTY;
        for (final String text : split.split("[|]", -1)) {
            final List<NodeId> nodes = new ArrayList<>();
            for (final String word : text.split(",", -1)) {
                if (!word.strip().matches("[0-9]{1,10}")
                        || Long.parseLong(word.strip()) < 1
                        || Long.parseLong(word.strip()) > NodeId.MAX) {
                    throw new IllegalArgumentException("split is " + split + ", must be ids of nodes as in 1,2|3,4");
                }
                nodes.add(NodeId.of(Long.parseLong(word.strip())));
            }
            final NodeSet part = NodeSet.copyOf(nodes);
            if (!seen.and(part).isEmpty()) {
                throw new IllegalArgumentException("split has node " + seen.and(part) + " in two parts, must be one");
            }
            seen = seen.plus(part);
            parts.add(part);
        }
        return parts;
    }
}
