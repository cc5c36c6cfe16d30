/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Gives each {@link VoteNode} exactly what the same node of the reference was given, in the same order, and answers what it does
 * instead of what the reference did. So races between the nodes of the reference make no difference.
 *
 * <p>The reference works a membership off in a timer: it announces itself and its device, if it did not yet in this membership,
 * and completes the membership at once. That a timer ran is only seen in what comes out; so one is run here where something
 * came out that no message explains. A node that did something else than the reference is not followed any further.
 */
public final class FollowingVoteModel implements VoteModel {

    private final Function<VoteConfiguration, Optional<String>> refusals;
    private final BiFunction<VoteConfiguration, Integer, VoteNode> starts;
    private final Map<Integer, Followed> nodes = new TreeMap<>();
    private VoteConfiguration configuration;
    private Topology topology;

    /** With what tells why a configuration is refused, and what starts a node, neither of them with a memory. */
    public FollowingVoteModel(
            final Function<VoteConfiguration, Optional<String>> refusals,
            final BiFunction<VoteConfiguration, Integer, VoteNode> starts) {
        this.refusals = refusals;
        this.starts = starts;
    }

    @Override
    public Optional<String> start(final VoteConfiguration begun) {
        configuration = begun;
        topology = new Topology(begun.nodes(), 0);
        return refusals.apply(begun);
    }

    @Override
    public StepAnswer apply(final Step step, final Map<Integer, List<VoteEvent>> observed) {
        topology.apply(step);
        if (step instanceof Step.Up up) {
            nodes.put(up.node(), new Followed(up.node(), starts.apply(configuration, up.node())));
        } else if (step instanceof Step.Down down) {
            nodes.remove(down.node());
        }
        final Map<Integer, NodeState> states = new TreeMap<>();
        final Map<Integer, List<VoteEvent>> events = new TreeMap<>();
        nodes.forEach((id, followed) -> {
            events.put(id, followed.follow(observed.getOrDefault(id, List.of())));
            states.put(id, followed.state(topology.partitionOf(id)));
        });
        return new StepAnswer(states, events);
    }

    @Override
    public void close() {
        nodes.clear();
    }

    /** One node. */
    private static final class Followed {

        private final int id;
        private final VoteNode node;
        private final Deque<VoteEvent> due = new ArrayDeque<>();
        private List<Integer> members;
        private int ringNode;
        private long ringSequence;
        private int timers;
        private boolean isAnnounced;
        private boolean isInSync;
        private boolean isLost;
        private boolean lastTold;
        private Optional<NodeInfo> lastSent = Optional.empty();

        Followed(final int id, final VoteNode node) {
            this.id = id;
            this.node = node;
            // Who is quorate by itself tells it at once, with no ring yet. Then a node says who it is, and begins
            // alone.
            if (node.isQuorate()) {
                due.add(new VoteEvent.Told(true, 0, 0, List.of()));
            }
            due.add(new VoteEvent.Sent(node.nodeInfo()));
            begin(id, 1, List.of(id));
        }

        List<VoteEvent> follow(final List<VoteEvent> observed) {
            final List<VoteEvent> mine = new ArrayList<>();
            for (final VoteEvent event : observed) {
                if (isLost) {
                    break;
                }
                if (event instanceof VoteEvent.HeardOther || event instanceof VoteEvent.SentOther) {
                    mine.add(event);
                } else if (event.isInput()) {
                    flush(mine);
                    if (!isLost) {
                        mine.add(event);
                        give(event);
                    }
                } else {
                    if (due.isEmpty() && timers > 0) {
                        runTimer();
                    }
                    isLost = !event.equals(due.peek());
                    if (!due.isEmpty()) {
                        note(due.peek());
                        mine.add(due.poll());
                    }
                }
            }
            flush(mine);
            return mine;
        }

        /** What should have come out by now did not. */
        private void flush(final List<VoteEvent> mine) {
            isLost |= !due.isEmpty();
            due.forEach(this::note);
            mine.addAll(due);
            due.clear();
        }

        private void note(final VoteEvent out) {
            if (out instanceof VoteEvent.Told told) {
                lastTold = told.quorate();
            } else if (out instanceof VoteEvent.Sent sent && sent.info().nodeId() == id) {
                lastSent = Optional.of(sent.info());
            }
        }

        private void give(final VoteEvent event) {
            final boolean before = node.isQuorate();
            if (event instanceof VoteEvent.SyncStarted sync) {
                begin(sync.ringNode(), sync.ringSequence(), sync.members());
            } else if (event instanceof VoteEvent.Heard heard) {
                node.onNodeInfo(heard.sender(), heard.info());
            } else if (event instanceof VoteEvent.WindowPassed) {
                node.onWindowPassed();
            }
            if (!isInSync && node.isQuorate() != before) {
                due.add(told());
            }
        }

        private void begin(final int newRingNode, final long newSequence, final List<Integer> newMembers) {
            node.beginSync(newMembers);
            ringNode = newRingNode;
            ringSequence = newSequence;
            members = newMembers;
            isInSync = true;
            isAnnounced = false;
            timers++;
        }

        private void runTimer() {
            timers--;
            if (!isAnnounced) {
                isAnnounced = true;
                due.add(new VoteEvent.Sent(node.nodeInfo()));
                due.add(new VoteEvent.Sent(node.deviceInfo()));
            }
            node.finishSync();
            due.add(told());
            isInSync = false;
        }

        private VoteEvent told() {
            return new VoteEvent.Told(node.isQuorate(), ringNode, ringSequence, members);
        }

        NodeState state(final int partition) {
            return new NodeState(partition, lastTold, members, lastSent, node.quorum(), node.totalVotes());
        }
    }
}
