/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.stream;

import io.totemic.ByteGroup;
import io.totemic.Group;
import io.totemic.GroupEvent;
import io.totemic.PayloadCodec;
import io.totemic.TotemicNode;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.MemberEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import scala.Tuple2;
import scala.runtime.BoxedUnit;

/** A member of a group that is told only what its stream has room for. */
final class GroupSource<T>
        extends AbstractGraphStageWithMaterializedValue<SourceShape<GroupEvent<T>>, CompletionStage<Group<T>>> {

    /** How far the stream may be behind. */
    private static final long WINDOW_BYTES = 1024 * 1024;

    private static final long ACKNOWLEDGED_BYTES = WINDOW_BYTES / 4;

    private final TotemicNode node;
    private final String group;
    private final PayloadCodec<T> codec;
    private final Outlet<GroupEvent<T>> out = Outlet.create("totemic.group");

    GroupSource(final TotemicNode node, final String group, final PayloadCodec<T> codec) {
        this.node = node;
        this.group = group;
        this.codec = codec;
    }

    @Override
    public SourceShape<GroupEvent<T>> shape() {
        return SourceShape.of(out);
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Group<T>>> createLogicAndMaterializedValuePair(
            final Attributes attributes) {
        final CompletableFuture<Group<T>> materialized = new CompletableFuture<>();
        return Pair.create(new Member(materialized), materialized);
    }

    private final class Member extends GraphStageLogic {

        private final CompletableFuture<Group<T>> materialized;
        private final Deque<MemberEvent> queue = new ArrayDeque<>();
        private ByteGroup joined;
        private long takenBytes;

        private Member(final CompletableFuture<Group<T>> materialized) {
            super(GroupSource.this.shape());
            this.materialized = materialized;
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    emit();
                }

                @Override
                public void onDownstreamFinish(final Throwable cause) {
                    if (joined != null) {
                        joined.leave();
                    }
                    cancelStage(cause);
                }
            });
        }

        @Override
        public void preStart() {
            final AsyncCallback<ByteGroup> onJoined = createAsyncCallback(this::onJoined);
            final AsyncCallback<Throwable> onFailed = createAsyncCallback(this::failStage);
            final ActorRef listener = getStageActor(this::onMessage).ref();
            node.joinBytes(group, Adapter.toTyped(listener), WINDOW_BYTES).whenComplete((byteGroup, failure) -> {
                if (failure == null) {
                    onJoined.invoke(byteGroup);
                    materialized.complete(Group.of(byteGroup, codec));
                } else {
                    onFailed.invoke(failure);
                    materialized.completeExceptionally(failure);
                }
            });
            node.whenTerminated()
                    .whenComplete((done, failure) -> onFailed.invoke(
                            new IllegalStateException("the node of group " + group + " has ended", failure)));
        }

        private void onJoined(final ByteGroup byteGroup) {
            joined = byteGroup;
            acknowledge();
        }

        private BoxedUnit onMessage(final Tuple2<ActorRef, Object> message) {
            queue.addLast((MemberEvent) message._2());
            if (isAvailable(out)) {
                emit();
            }
            return BoxedUnit.UNIT;
        }

        private void emit() {
            final MemberEvent event = queue.pollFirst();
            if (event == null) {
                return;
            }
            push(out, GroupEvent.of(event, codec));
            takenBytes += ByteGroup.windowBytesOf(event);
            acknowledge();
            if (event instanceof MemberEvent.ConfigurationChanged changed && joined != null) {
                endIfLeft(changed.left().get(joined.self()));
            }
        }

        private void endIfLeft(final ChangeReason reason) {
            if (reason == ChangeReason.LEAVE) {
                completeStage();
            } else if (reason != null) {
                failStage(new PutOutException(group, joined.self()));
            }
        }

        /** In pieces, but all of it when there is nothing more to take: somebody may wait for the last bit. */
        private void acknowledge() {
            if (joined != null && takenBytes > 0 && (takenBytes >= ACKNOWLEDGED_BYTES || queue.isEmpty())) {
                joined.consumed(takenBytes);
                takenBytes = 0;
            }
        }
    }
}
