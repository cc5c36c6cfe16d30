/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.config.ClusterConfig;
import io.totemic.protocol.HypotheticalPart;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumLease;
import io.totemic.protocol.QuorumStatus;
import io.totemic.quorum.VoteQuorum;
import io.totemic.quorum.core.VoteChange;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Asks the votequorum room; each answer comes to an actor of its own, off the ring loop. */
final class QuorumOverRooms implements Quorum {

    private final CompletableFuture<NodeGuardian.Rooms> rooms;
    private final ApplicationSide application;
    private final Supplier<NodeId> self;

    QuorumOverRooms(
            final Supplier<NodeId> self,
            final CompletableFuture<NodeGuardian.Rooms> rooms,
            final ApplicationSide application) {
        this.self = self;
        this.rooms = rooms;
        this.application = application;
    }

    @Override
    public CompletionStage<QuorumLease> lease() {
        return rooms.thenApply(NodeGuardian.Rooms::lease);
    }

    @Override
    public CompletionStage<QuorumStatus> status() {
        return ask(VoteQuorum.GetStatus::new);
    }

    @Override
    public CompletionStage<Done> subscribe(final ActorRef<VoteQuorum.VerdictChanged> subscriber) {
        return rooms.thenApply(started -> {
            started.votequorum().tell(new VoteQuorum.Subscribe(subscriber));
            return Done.getInstance();
        });
    }

    @Override
    public CompletionStage<VoteChange> setExpectedVotes(final int votes) {
        return ask(replyTo -> new VoteQuorum.SetExpectedVotes(votes, replyTo));
    }

    @Override
    public CompletionStage<VoteChange> setVotes(final NodeId node, final int votes) {
        return ask(replyTo -> new VoteQuorum.SetVotes(node, votes, replyTo));
    }

    @Override
    public CompletionStage<VoteChange> cancelWaitForAll() {
        return ask(VoteQuorum.CancelWaitForAll::new);
    }

    @Override
    public CompletionStage<Done> reload(final ClusterConfig config) {
        return rooms.thenCompose(started -> this.<VoteQuorum.ReloadAnswer>ask(
                        replyTo -> new VoteQuorum.Reload(NodeSettings.quorumSettings(config, self.get()), replyTo)))
                .thenApply(answer -> {
                    if (!answer.refusal().isEmpty()) {
                        throw new IllegalArgumentException(answer.refusal());
                    }
                    return Done.getInstance();
                });
    }

    @Override
    public CompletionStage<List<HypotheticalPart>> suppose(final List<NodeSet> parts) {
        NodeSet seen = NodeSet.EMPTY;
        for (final NodeSet part : parts) {
            if (part.isEmpty() || !seen.and(part).isEmpty()) {
                return CompletableFuture.failedFuture(new IllegalArgumentException(
                        part.isEmpty()
                                ? "a part has no nodes"
                                : "nodes " + seen.and(part) + " stand in two parts, must stand in one"));
            }
            seen = seen.plus(part);
        }
        return this.<VoteQuorum.Supposition>ask(replyTo -> new VoteQuorum.Suppose(List.copyOf(parts), replyTo))
                .thenApply(VoteQuorum.Supposition::parts);
    }

    private <T> CompletionStage<T> ask(final Function<ActorRef<T>, VoteQuorum.Command> question) {
        return rooms.thenCompose(started -> {
            final CompletableFuture<T> answer = new CompletableFuture<>();
            final ActorRef<T> asker = application.spawn(
                    Behaviors.receiveMessage(message -> {
                        answer.complete(message);
                        return Behaviors.stopped();
                    }),
                    "totemic-quorum-question");
            started.votequorum().tell(question.apply(asker));
            return answer;
        });
    }
}
