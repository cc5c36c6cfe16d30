/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.cpg.Cpg;
import io.totemic.cpg.core.CpgCounters;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.MemberListener;
import io.totemic.quorum.VoteQuorum;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** Writes to the rooms of one node, wherever they run: the one place that knows what to ask which room. */
public final class NodeOverRooms implements TotemicNode {

    private final Supplier<NodeId> self;
    private final CompletableFuture<NodeGuardian.Rooms> rooms;
    private final CompletableFuture<Done> terminated;
    private final ApplicationSide application;
    private final Quorum quorum;
    private final Keys keys;

    /**
     * Over the rooms that {@code rooms} will be completed with.
     *
     * @param self the node; throws {@code IllegalStateException} while it is not known
     * @param rooms completed when the node has started
     * @param terminated completed when it has ended
     * @param application where its users are
     */
    public NodeOverRooms(
            final Supplier<NodeId> self,
            final CompletableFuture<NodeGuardian.Rooms> rooms,
            final CompletableFuture<Done> terminated,
            final ApplicationSide application) {
        this.application = application;
        this.self = self;
        this.rooms = rooms;
        this.terminated = terminated;
        quorum = new QuorumOverRooms(self, rooms, application);
        keys = new KeysOverRooms(rooms, application);
    }

    @Override
    public NodeId self() {
        return self.get();
    }

    @Override
    public <T> CompletionStage<Group<T>> join(
            final String group, final PayloadCodec<T> codec, final ActorRef<GroupEvent<T>> listener) {
        return TypedMembership.join(this, application, group, codec, listener);
    }

    @Override
    public <T> PayloadCodec<T> codecOf(final Class<T> type) {
        return new SerializedPayloads<>(application.system(), type);
    }

    @Override
    public CompletionStage<ByteGroup> joinBytes(
            final String group, final ActorRef<MemberEvent> listener, final long windowBytes) {
        return rooms.thenCompose(started -> {
            final CompletableFuture<GroupMember> joined = new CompletableFuture<>();
            started.cpg().tell(Cpg.Join.of(group, listener, windowBytes, joined));
            return joined.thenApply(member -> new ByteGroup(group, member, started.cpg(), started.sends()));
        });
    }

    @Override
    public CompletionStage<ByteGroup> joinBytes(
            final String group, final MemberListener listener, final Executor executor, final long windowBytes) {
        return rooms.thenCompose(started -> {
            final CompletableFuture<GroupMember> joined = new CompletableFuture<>();
            final CompletionStage<GroupMember> inGroup = joined;
            final Runnable onFailure = () -> {
                inGroup.thenAccept(member -> started.cpg().tell(new Cpg.MemberFailed(member)));
            };
            started.cpg()
                    .tell(new Cpg.Join(
                            group,
                            new SerialListener(group, listener, executor, onFailure),
                            null,
                            windowBytes,
                            joined));
            return joined.thenApply(member -> new ByteGroup(group, member, started.cpg(), started.sends()));
        });
    }

    @Override
    public CompletionStage<SortedMap<String, List<GroupMember>>> groups() {
        return request((started, groups) -> started.cpg().tell(new Cpg.GetGroups(groups)));
    }

    @Override
    public CompletionStage<CpgCounters> groupCounters() {
        return request((started, counters) -> started.cpg().tell(new Cpg.GetCounters(counters)));
    }

    @Override
    public Quorum quorum() {
        return quorum;
    }

    @Override
    public Keys keys() {
        return keys;
    }

    @Override
    public CompletionStage<Done> subscribeQuorum(final ActorRef<VoteQuorum.VerdictChanged> subscriber) {
        return quorum.subscribe(subscriber);
    }

    @Override
    public CompletionStage<Duration> separation() {
        return rooms.thenApply(NodeGuardian.Rooms::separation);
    }

    @Override
    public CompletionStage<ClusterView> view() {
        return request((started, view) -> started.guardian().tell(new NodeGuardian.GetView(view)));
    }

    @Override
    public CompletionStage<Done> leave() {
        if (rooms.isCompletedExceptionally() || terminated.isDone()) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        return request((started, left) -> started.guardian().tell(new NodeGuardian.Leave(left)));
    }

    @Override
    public CompletionStage<Done> whenTerminated() {
        return terminated.minimalCompletionStage();
    }

    /** Sends a request once the node has started; fails as the start did. */
    private <T> CompletionStage<T> request(final BiConsumer<NodeGuardian.Rooms, CompletableFuture<T>> send) {
        return rooms.thenCompose(started -> {
            final CompletableFuture<T> answer = new CompletableFuture<>();
            send.accept(started, answer);
            return answer;
        });
    }
}
