/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Steps in the order of their times; steps of one moment in the order in which they were written.
 *
 * <pre>{@code
 * Schedule schedule = Schedule.builder()
 *     .at(Duration.ofMillis(0)).start(1, 2, 3)
 *     .at(Duration.ofSeconds(4)).partition(NodeSet.of(one), NodeSet.of(two, three))
 *     .at(Duration.ofSeconds(9)).join().crash(2)
 *     .build();
 * }</pre>
 */
public record Schedule(List<Step> steps) {

    public Schedule {
        steps = steps.stream().sorted(Comparator.comparingLong(Step::atNs)).toList();
    }

    /** A schedule to be written by hand; its time begins at 0. */
    public static Builder builder() {
        return new Builder();
    }

    /** These nodes, for actions that take sets. */
    public static NodeSet nodes(final int... ids) {
        final List<NodeId> nodes = new ArrayList<>();
        for (final int id : ids) {
            nodes.add(NodeId.of(id));
        }
        return NodeSet.copyOf(nodes);
    }

    /** Writes schedules. Each action happens at the time set last. */
    public static final class Builder {

        private final List<Step> steps = new ArrayList<>();
        private long atNs;

        private Builder() {}

        /** What follows happens at {@code time} after the begin of the run. */
        public Builder at(final Duration time) {
            atNs = time.toNanos();
            return this;
        }

        /** What follows happens so much later than what came before. */
        public Builder after(final Duration time) {
            atNs += time.toNanos();
            return this;
        }

        /** Any action. */
        public Builder act(final Action action) {
            steps.add(new Step(atNs, action));
            return this;
        }

        /** See {@link Action.Start}. */
        public Builder start(final int... nodes) {
            schedule(nodes).map(Action.Start::new).forEach(this::act);
            return this;
        }

        /** See {@link Action.Crash}. */
        public Builder crash(final int... nodes) {
            schedule(nodes).map(Action.Crash::new).forEach(this::act);
            return this;
        }

        /** See {@link Action.Leave}. */
        public Builder leave(final int... nodes) {
            schedule(nodes).map(Action.Leave::new).forEach(this::act);
            return this;
        }

        /** See {@link Action.StoreRing}. */
        public Builder storeRing(final int node, final long ringSeq) {
            return act(new Action.StoreRing(NodeId.of(node), ringSeq));
        }

        /** See {@link Action.LoseDisk}. */
        public Builder loseDisk(final int... nodes) {
            schedule(nodes).map(Action.LoseDisk::new).forEach(this::act);
            return this;
        }

        /** See {@link Action.Pause}. */
        public Builder pause(final int node, final Duration duration) {
            return act(new Action.Pause(NodeId.of(node), duration.toNanos()));
        }

        /** See {@link Action.Slow}. */
        public Builder slow(final int node, final int factor) {
            return act(new Action.Slow(NodeId.of(node), factor));
        }

        /** See {@link Action.JumpClock}. */
        public Builder jumpClock(final int node, final Duration by) {
            return act(new Action.JumpClock(NodeId.of(node), by.toNanos()));
        }

        /** See {@link Action.SlowDisk}. */
        public Builder slowDisk(final int node, final Duration write) {
            return act(new Action.SlowDisk(NodeId.of(node), write.toNanos()));
        }

        /** See {@link Action.Partition}. */
        public Builder partition(final NodeSet... parts) {
            return act(new Action.Partition(List.of(parts)));
        }

        /** See {@link Action.Join}. */
        public Builder join() {
            return act(new Action.Join());
        }

        /** See {@link Action.Cut}. */
        public Builder cut(final NodeSet from, final NodeSet to) {
            return act(new Action.Cut(from, to));
        }

        /** See {@link Action.Mend}. */
        public Builder mend(final NodeSet from, final NodeSet to) {
            return act(new Action.Mend(from, to));
        }

        /** See {@link Action.Degrade}, for all streams. */
        public Builder degrade(final NodeSet from, final NodeSet to, final LinkConditions conditions) {
            return act(new Action.Degrade(from, to, List.of(FrameStream.values()), conditions));
        }

        /** See {@link Action.Degrade}. */
        public Builder degrade(
                final NodeSet from, final NodeSet to, final FrameStream stream, final LinkConditions conditions) {
            return act(new Action.Degrade(from, to, List.of(stream), conditions));
        }

        /** See {@link Action.Restore}. */
        public Builder restore(final NodeSet from, final NodeSet to) {
            return act(new Action.Restore(from, to));
        }

        /** See {@link Action.Send}. */
        public Builder send(final int node, final int messages, final int maxBytes) {
            return act(new Action.Send(NodeId.of(node), messages, maxBytes));
        }

        /** See {@link Action.LeaveGroup}. */
        public Builder leaveGroup(final int node, final Duration away) {
            return act(new Action.LeaveGroup(NodeId.of(node), away.toNanos()));
        }

        /** See {@link Action.SetVotes}. */
        public Builder setVotes(final int node, final int of, final int votes) {
            return act(new Action.SetVotes(NodeId.of(node), NodeId.of(of), votes));
        }

        /** See {@link Action.SetExpectedVotes}. */
        public Builder setExpectedVotes(final int node, final int votes) {
            return act(new Action.SetExpectedVotes(NodeId.of(node), votes));
        }

        /** See {@link Action.CancelWaitForAll}. */
        public Builder cancelWaitForAll(final int node) {
            return act(new Action.CancelWaitForAll(NodeId.of(node)));
        }

        /** The schedule. */
        public Schedule build() {
            return new Schedule(steps);
        }

        private static Stream<NodeId> schedule(final int... nodes) {
            return java.util.Arrays.stream(nodes).mapToObj(NodeId::of);
        }
    }
}
