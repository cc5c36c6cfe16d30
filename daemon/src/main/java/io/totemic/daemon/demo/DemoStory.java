/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The story: a ring is formed, written to, loses a node, goes on, and takes it back. Each chapter checks what it claims and
 * throws {@link DemoFailure} if it does not hold.
 */
final class DemoStory {

    private static final long START_DEADLINE_S = 30;
    private static final long RING_DEADLINE_S = 15;
    private static final long ROUND_DEADLINE_S = 20;
    private static final int SHOWN_HASH_DIGITS = 16;
    /** Pause between two messages while a node is killed, so that it is killed in the middle. */
    private static final int PAUSE_MICROS = 500;

    private static final long WRITING_BEFORE_KILL_MS = 250;

    private final DemoPlan plan;
    private final DemoCluster cluster;
    private final Narrator narrator;
    private int round;

    DemoStory(final DemoPlan plan, final DemoCluster cluster, final Narrator narrator) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.cluster = Objects.requireNonNull(cluster, "cluster");
        this.narrator = Objects.requireNonNull(narrator, "narrator");
    }

    /** Tells all chapters in their order; throws {@link DemoFailure} at the first claim that does not hold. */
    void tell() throws IOException, InterruptedException {
        formRing();
        writeInOneOrder("everybody is there");
        final long killedNs = killWhileWriting();
        goOnWithout(killedNs);
        restart();
        writeInOneOrder("node " + plan.victim() + " is back");
    }

    private void formRing() throws IOException, InterruptedException {
        narrator.say("starting %d nodes, each a process of its own", plan.nodeCount());
        for (final int node : plan.nodes()) {
            cluster.start(node);
        }
        cluster.await("a node started", START_DEADLINE_S, cluster.children(), DemoChild::isUp);
        awaitRing(plan.nodes());
        long upNs = Long.MIN_VALUE;
        for (final DemoChild child : cluster.children()) {
            upNs = upNs == Long.MIN_VALUE || child.upNs() - upNs > 0 ? child.upNs() : upNs;
        }
        narrator.say(
                "ring %s formed by nodes %s, %d ms after the last of them was up; %s",
                ring().ringId(), list(plan.nodes()), Math.max(0, Narrator.millis(installedNs() - upNs)), quorum());
        requireQuorate(plan.nodeCount());
    }

    private void writeInOneOrder(final String occasion) throws InterruptedException {
        round++;
        final List<Integer> writers = plan.writers();
        narrator.say(
                "%s: nodes %s write %s messages each, all at once",
                occasion, list(writers), Narrator.grouped(plan.messages()));
        final long startNs = System.nanoTime();
        order(writers, 0);
        final List<DemoChild.Tally> tallies = tallies(writers, cluster.children());
        final long tookMs = Math.max(1, Narrator.millis(System.nanoTime() - startNs));
        final int expected = writers.size() * plan.messages();
        narrator.say(
                "delivered everywhere after %d ms (%s messages a second)",
                tookMs, Narrator.grouped((int) (expected * 1000L / tookMs)));
        show(cluster.children(), tallies);
        requireEqual(cluster.children(), tallies);
        if (tallies.get(0).count() != expected) {
            throw new DemoFailure("round " + round + ": " + tallies.get(0).count() + " messages were delivered, "
                    + expected + " were sent");
        }
        narrator.detail("equal on all %d: the same messages in the same order", tallies.size());
    }

    private long killWhileWriting() throws InterruptedException {
        round++;
        narrator.say("nodes %s write again, and node %d is killed meanwhile", list(plan.writers()), plan.victim());
        order(plan.writers(), PAUSE_MICROS);
        Thread.sleep(WRITING_BEFORE_KILL_MS);
        final long killedNs = cluster.kill(plan.victim());
        narrator.say("node %d killed (SIGKILL)", plan.victim());
        return killedNs;
    }

    private void goOnWithout(final long killedNs) throws InterruptedException {
        final List<Integer> survivors = without(plan.nodes(), plan.victim());
        awaitRing(survivors);
        narrator.say(
                "ring %s formed by node%s %s, %d ms after the kill; %s",
                ring().ringId(),
                survivors.size() == 1 ? "" : "s",
                list(survivors),
                Narrator.millis(installedNs() - killedNs),
                quorum());
        requireQuorate(survivors.size());
        final List<Integer> writers = without(plan.writers(), plan.victim());
        final List<DemoChild.Tally> tallies = tallies(writers, cluster.children());
        narrator.say("the survivors wrote on through the change");
        show(cluster.children(), tallies);
        requireEqual(cluster.children(), tallies);
        final int least = writers.size() * plan.messages();
        if (tallies.get(0).count() < least) {
            throw new DemoFailure("round " + round + ": " + tallies.get(0).count()
                    + " messages were delivered, the survivors alone sent " + least);
        }
        narrator.detail(
                "equal on the survivors: %s messages of theirs and the same %s that node %d sent before",
                Narrator.grouped(least), Narrator.grouped(tallies.get(0).count() - least), plan.victim());
    }

    private void restart() throws IOException, InterruptedException {
        narrator.say("node %d started again", plan.victim());
        final DemoChild again = cluster.start(plan.victim());
        cluster.await("node " + plan.victim() + " started", START_DEADLINE_S, List.of(again), DemoChild::isUp);
        awaitRing(plan.nodes());
        narrator.say(
                "ring %s formed by nodes %s, %d ms after the start of the process, %d ms after it was up; %s",
                ring().ringId(),
                list(plan.nodes()),
                Narrator.millis(installedNs() - again.startedNs()),
                Math.max(0, Narrator.millis(installedNs() - again.upNs())),
                quorum());
        requireQuorate(plan.nodeCount());
    }

    /** Waits until all of these, and nobody else, are in one ring and in the group. */
    private void awaitRing(final List<Integer> nodes) throws InterruptedException {
        final String what = "nodes " + list(nodes) + " are in one ring and in the group";
        final Predicate<DemoChild> isIn = child -> child.ring() != null
                && child.ring().nodes().equals(nodes)
                && child.ring().ringId().equals(ring().ringId())
                && child.group().equals(nodes);
        cluster.await(
                what,
                RING_DEADLINE_S,
                cluster.children(),
                child -> cluster.children().get(0).ring() != null && isIn.test(child));
    }

    private DemoChild.Ring ring() {
        return cluster.children().get(0).ring();
    }

    /** When the last node reported the ring. */
    private long installedNs() {
        long lastNs = ring().atNs();
        for (final DemoChild child : cluster.children()) {
            lastNs = child.ring().atNs() - lastNs > 0 ? child.ring().atNs() : lastNs;
        }
        return lastNs;
    }

    private String quorum() {
        final DemoChild.Ring ring = ring();
        return String.format(
                "%s, %d of %d votes, %d needed",
                ring.quorum().toLowerCase(Locale.ROOT).replace('_', ' '), ring.votes(), ring.expected(), ring.needed());
    }

    /** The verdict must be what the votes say, on every node. */
    private void requireQuorate(final int votes) {
        final int majority = plan.nodeCount() / 2 + 1;
        final boolean isQuorate = plan.nodeCount() == 2 || votes >= majority;
        for (final DemoChild child : cluster.children()) {
            final String expected = isQuorate ? "QUORATE" : "NOT_QUORATE";
            if (!child.ring().quorum().equals(expected) || child.ring().votes() != votes) {
                throw new DemoFailure(child.name() + " says " + child.ring().quorum() + " with "
                        + child.ring().votes() + " votes, it must be " + expected + " with " + votes);
            }
        }
    }

    private void order(final List<Integer> writers, final int pauseMicros) {
        final DemoLine write = DemoLine.of(DemoLine.WRITE, round, plan.messages(), pauseMicros);
        writers.forEach(writer -> cluster.child(writer).tell(write));
    }

    private List<DemoChild.Tally> tallies(final List<Integer> writers, final List<DemoChild> children)
            throws InterruptedException {
        final Collection<DemoChild> writing =
                writers.stream().map(cluster::child).toList();
        cluster.await("the writers sent all messages", ROUND_DEADLINE_S, writing, child -> child.hasSent(round));
        children.forEach(child -> child.tell(DemoLine.of(DemoLine.REPORT, round, DemoLine.nodes(writers))));
        cluster.await(
                "everything was delivered on every node",
                ROUND_DEADLINE_S,
                children,
                child -> child.tally(round) != null);
        return children.stream().map(child -> child.tally(round)).toList();
    }

    private void show(final List<DemoChild> children, final List<DemoChild.Tally> tallies) {
        for (int index = 0; index < children.size(); index++) {
            final DemoChild.Tally tally = tallies.get(index);
            narrator.detail(
                    "%s  %7s messages, sender changes %s times, sha256 %s",
                    children.get(index).name(),
                    Narrator.grouped(tally.count()),
                    Narrator.grouped(tally.turns() - 1),
                    tally.sha256().substring(0, SHOWN_HASH_DIGITS));
        }
    }

    private void requireEqual(final List<DemoChild> children, final List<DemoChild.Tally> tallies) {
        for (int index = 1; index < tallies.size(); index++) {
            if (!tallies.get(index).equals(tallies.get(0))) {
                throw new DemoFailure(
                        "round " + round + ": " + children.get(index).name() + " delivered " + tallies.get(index)
                                + ", but " + children.get(0).name() + " " + tallies.get(0));
            }
        }
    }

    private static List<Integer> without(final List<Integer> nodes, final int node) {
        final List<Integer> rest = new ArrayList<>(nodes);
        rest.remove(Integer.valueOf(node));
        return rest;
    }

    private static String list(final List<Integer> nodes) {
        return nodes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
