/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.ByteGroup;
import io.totemic.TotemicNode;
import io.totemic.protocol.group.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** Joins and leaves groups at random and sends to those that it is in. One member of a group on a node at a time. */
final class GroupChurn extends AbstractBehavior<Object> {

    /** Join and leave no more, and say which groups this node is in. */
    record End() {}

    private record Tick() {}

    private record Joined(String group, ByteGroup membership) {}

    private record Left(String group) {}

    private record Refused(String group, SendResult result) {}

    private static final Duration TICK = Duration.ofMillis(5);
    private static final int TICKS_A_SECOND = 200;
    private static final int TICKS_BETWEEN_CHANGES = 20;

    private static final class Membership {
        private ByteGroup group;
        private long sent;
        private boolean isLeaving;
    }

    private final TotemicNode node;
    private final int groups;
    private final int messagesPerTick;
    private final SplittableRandom random;
    private final Consumer<String> parent;
    private final TreeMap<String, Membership> memberships = new TreeMap<>();
    private long ticks;
    private boolean hasEnded;

    static Behavior<Object> create(
            final TotemicNode node,
            final int groups,
            final int rate,
            final SplittableRandom random,
            final Consumer<String> parent) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new GroupChurn(context, timers, node, groups, rate, random, parent)));
    }

    private GroupChurn(
            final ActorContext<Object> context,
            final TimerScheduler<Object> timers,
            final TotemicNode node,
            final int groups,
            final int rate,
            final SplittableRandom random,
            final Consumer<String> parent) {
        super(context);
        this.node = node;
        this.groups = groups;
        messagesPerTick = Math.max(1, rate / TICKS_A_SECOND);
        this.random = random;
        this.parent = parent;
        timers.startTimerAtFixedRate(new Tick(), TICK);
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(Tick.class, tick -> {
                    onTick();
                    return this;
                })
                .onMessage(Joined.class, joined -> {
                    memberships.get(joined.group).group = joined.membership;
                    return sayIfEnded();
                })
                .onMessage(Left.class, left -> {
                    memberships.remove(left.group);
                    return sayIfEnded();
                })
                .onMessage(Refused.class, refused -> {
                    // Numbers have no gaps: what was refused is not counted.
                    parent.accept("REFUSED " + refused.group + " " + refused.result);
                    return this;
                })
                .onMessage(End.class, end -> {
                    hasEnded = true;
                    return sayIfEnded();
                })
                .build();
    }

    private void onTick() {
        ticks++;
        if (!hasEnded && ticks % TICKS_BETWEEN_CHANGES == 0) {
            change("group-" + random.nextInt(groups));
        }
        if (hasEnded) {
            return;
        }
        final List<Membership> open = new ArrayList<>();
        memberships.values().stream()
                .filter(membership -> membership.group != null && !membership.isLeaving)
                .forEach(open::add);
        for (int i = 0; i < messagesPerTick && !open.isEmpty(); i++) {
            send(open.get(random.nextInt(open.size())));
        }
    }

    private void send(final Membership membership) {
        membership.sent++;
        membership.group.multicast(ChurnListener.message(membership.sent)).thenAccept(result -> {
            if (!result.isAccepted()) {
                getContext().getSelf().tell(new Refused(membership.group.name(), result));
            }
        });
    }

    private void change(final String group) {
        final Membership membership = memberships.get(group);
        if (membership == null) {
            memberships.put(group, new Membership());
            final var listener = getContext()
                    .spawnAnonymous(ChurnListener.create((int) node.self().unsigned(), parent));
            getContext().pipeToSelf(node.joinBytes(group, listener), (joined, failure) -> new Joined(group, joined));
        } else if (membership.group != null && !membership.isLeaving) {
            membership.isLeaving = true;
            getContext().pipeToSelf(membership.group.leave(), (left, failure) -> new Left(group));
        }
    }

    private Behavior<Object> sayIfEnded() {
        final boolean isSettled =
                memberships.values().stream().allMatch(membership -> membership.group != null && !membership.isLeaving);
        if (hasEnded && isSettled) {
            parent.accept("MEMBER-OF "
                    + memberships.entrySet().stream()
                            .map(entry -> entry.getKey() + "="
                                    + entry.getValue().group.self())
                            .collect(Collectors.joining(",", "-,", "")));
        }
        return this;
    }
}
