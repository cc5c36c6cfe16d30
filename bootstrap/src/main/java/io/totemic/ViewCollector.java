/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.membership.MembershipActor;
import io.totemic.membership.MembershipStatus;
import io.totemic.protocol.QuorumStatus;
import io.totemic.quorum.VoteQuorum;
import io.totemic.totem.TrackerCommand;
import io.totemic.totem.TrackerStatus;
import io.totemic.totem.link.FrameCounters;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Asks three rooms for their part of one {@link ClusterView}, hands it over and ends. */
final class ViewCollector extends AbstractBehavior<Object> {

    private final NodeSettings settings;
    private final FrameCounters counters;
    private final Consumer<ClusterView> onView;
    private MembershipStatus membershipStatus;
    private TrackerStatus trackerStatus;
    private QuorumStatus quorum;

    static Behavior<Object> create(
            final NodeSettings settings,
            final FrameCounters counters,
            final ActorRef<MembershipActor.Command> membership,
            final ActorRef<TrackerCommand> tracker,
            final ActorRef<VoteQuorum.Command> votequorum,
            final Consumer<ClusterView> onView) {
        return Behaviors.setup(context -> {
            final ActorRef<Object> self = context.getSelf();
            membership.tell(new MembershipActor.GetStatus(self.narrow()));
            tracker.tell(new TrackerCommand.GetStatus(self.narrow()));
            votequorum.tell(new VoteQuorum.GetStatus(self.narrow()));
            return new ViewCollector(context, settings, counters, onView);
        });
    }

    private ViewCollector(
            final ActorContext<Object> context,
            final NodeSettings settings,
            final FrameCounters counters,
            final Consumer<ClusterView> onView) {
        super(context);
        this.settings = settings;
        this.counters = counters;
        this.onView = onView;
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(MembershipStatus.class, status -> {
                    membershipStatus = status;
                    return handOverWhenComplete();
                })
                .onMessage(TrackerStatus.class, status -> {
                    trackerStatus = status;
                    return handOverWhenComplete();
                })
                .onMessage(QuorumStatus.class, status -> {
                    quorum = status;
                    return handOverWhenComplete();
                })
                .build();
    }

    private Behavior<Object> handOverWhenComplete() {
        if (membershipStatus == null || trackerStatus == null || quorum == null) {
            return this;
        }
        onView.accept(new ClusterView(
                settings.self(),
                settings.configured(),
                membershipStatus,
                quorum,
                trackerStatus,
                counters.snapshot(),
                counters.handshakes()));
        return Behaviors.stopped();
    }
}
