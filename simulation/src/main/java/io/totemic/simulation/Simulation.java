/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.NodeGuardian;
import io.totemic.config.ClusterConfig;
import io.totemic.cpg.Cpg;
import io.totemic.cpg.GroupEvent;
import io.totemic.cpg.SendResult;
import io.totemic.cpg.core.GroupMember;
import io.totemic.protocol.NodeId;
import io.totemic.simulation.check.BasicDelivery;
import io.totemic.simulation.check.Checker;
import io.totemic.simulation.check.Configurations;
import io.totemic.simulation.check.FailureAtomicity;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.OneToken;
import io.totemic.simulation.check.RingIdentity;
import io.totemic.simulation.check.RingOrder;
import io.totemic.simulation.check.RingSelfDelivery;
import io.totemic.simulation.check.SelfDelivery;
import io.totemic.simulation.check.TotalOrder;
import io.totemic.simulation.check.Trace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Runs seeds: nodes with the actors of production, traffic, faults, then a healed network, and the checkers over what
 * everybody was told.
 *
 * <p>One thread; not safe for use by several.
 */
@SuppressWarnings("FutureReturnValueIgnored") // completed on this thread, by callbacks that only write down
public final class Simulation implements AutoCloseable {

    /** Healing takes token loss, a few consensus rounds with damage, and delivery of what waits. */
    private static final long SETTLE_NS = 15_000_000_000L;

    private static final String GROUP = "simulated";
    private static final List<Checker> CHECKERS = List.of(
            new BasicDelivery(),
            new Configurations(),
            new RingOrder(),
            new RingSelfDelivery(),
            new OneToken(),
            new TotalOrder(),
            new FailureAtomicity(),
            new SelfDelivery(),
            new RingIdentity());

    private final SimulatedSystem system = new SimulatedSystem();
    private final SimulatedScheduling scheduling = system.scheduling();

    // Of the current run.
    private SimulationOptions options;
    private ClusterConfig config;
    private SimulatedNetwork network;
    private Trace trace;
    private List<String> violations;
    private final TreeMap<NodeId, Running> running = new TreeMap<>();
    private final TreeMap<NodeId, SimulatedNode.Disk> disks = new TreeMap<>();
    private final TreeMap<NodeId, Integer> incarnations = new TreeMap<>();

    /** A node that is up, and its user. */
    private static final class Running {
        private final SimulatedNode node;
        private final Trace.ProcessId process;
        private ActorRef<Cpg.Command> cpg;
        private GroupMember member;
        private ActorRef<GroupEvent> recorder;
        private int sent;

        private Running(final SimulatedNode node, final Trace.ProcessId process) {
            this.node = node;
            this.process = process;
        }
    }

    /** Runs one seed. */
    public SimulationResult run(final long seed, final SimulationOptions newOptions) {
        scheduling.begin(seed);
        options = newOptions;
        config = ClusterConfig.fromText(corosyncConf(options.nodes()));
        network = new SimulatedNetwork(scheduling, options.network());
        trace = new Trace();
        violations = new ArrayList<>();
        disks.clear();
        incarnations.clear();
        for (int i = 1; i <= options.nodes(); i++) {
            final NodeId node = NodeId.of(i);
            disks.put(node, new SimulatedNode.Disk(scheduling));
            scheduling.schedule(scheduling.random().nextInt(50_000_000), () -> start(node));
        }
        scheduleFault();
        scheduleTraffic();
        scheduling.runUntil(options.durationNs());
        options = new SimulationOptions(options.nodes(), options.durationNs(), options.network(), 0);
        network.heal();
        scheduling.runUntil(options.durationNs() + SETTLE_NS);
        checkSettled();
        CHECKERS.forEach(checker -> checker.check(trace, violations::add));
        final SimulationResult result = result(seed);
        List.copyOf(running.keySet()).forEach(this::crash);
        scheduling.runUntil(options.durationNs() + SETTLE_NS + 1_000_000L);
        return result;
    }

    @Override
    public void close() {
        system.close();
    }

    private static String corosyncConf(final int nodes) {
        final StringBuilder text = new StringBuilder("""
                totem {
                    version: 2
                    cluster_name: simulated
                    secauth: off
                    token: 1000
                    token_coefficient: 0
                }
                quorum {
                    provider: corosync_votequorum
                }
                nodelist {
                """);
        for (int i = 1; i <= nodes; i++) {
            text.append("node {\n nodeid: ")
                    .append(i)
                    .append("\n ring0_addr: 127.0.0.")
                    .append(i)
                    .append("\n}\n");
        }
        return text.append("}\n").toString();
    }

    private void start(final NodeId node) {
        if (running.containsKey(node)) {
            return;
        }
        final int incarnation = incarnations.merge(node, 1, Integer::sum);
        final Trace.ProcessId process = new Trace.ProcessId(node, incarnation);
        final SimulatedNode started = new SimulatedNode(
                system, config, node, network, disks.get(node), incarnation, new TraceProbe(trace, process));
        final Running up = new Running(started, process);
        running.put(node, up);
        up.recorder = system.spawn(GroupRecorder.create(trace, up.process, scheduling), "recorder-" + node);
        started.rooms().thenAccept(rooms -> join(up, rooms));
        started.terminated().whenComplete((done, failure) -> {
            if (failure != null) {
                violations.add(up.process + " failed: " + failure);
                up.node.crash();
            }
        });
    }

    private void join(final Running up, final NodeGuardian.Rooms rooms) {
        up.cpg = rooms.cpg();
        final CompletableFuture<GroupMember> joined = new CompletableFuture<>();
        joined.thenAccept(member -> up.member = member);
        up.cpg.tell(new Cpg.Join(GROUP, up.recorder, joined));
        up.node.wake();
    }

    private void crash(final NodeId node) {
        final Running up = running.remove(node);
        if (up != null) {
            trace.crashed(up.process);
            up.node.crash();
            disks.put(node, disks.get(node).reattached());
        }
    }

    private void scheduleFault() {
        if (options.meanFaultIntervalNs() > 0) {
            final double random = -Math.log(1.0 - scheduling.random().nextDouble());
            scheduling.schedule((long) (random * options.meanFaultIntervalNs()), () -> {
                if (options.meanFaultIntervalNs() > 0) {
                    inject();
                    scheduleFault();
                }
            });
        }
    }

    private void inject() {
        final NodeId node = NodeId.of(1 + scheduling.random().nextInt(options.nodes()));
        switch (scheduling.random().nextInt(4)) {
            case 0 -> {
                crash(node);
                scheduling.schedule(scheduling.random().nextLong(4_000_000_000L), () -> start(node));
            }
            case 1 -> {
                for (int i = 1; i <= options.nodes(); i++) {
                    network.partition(NodeId.of(i), scheduling.random().nextInt(2));
                }
            }
            case 2 -> network.join();
            default -> {
                final Running up = running.get(node);
                if (up != null) {
                    up.node.pause(scheduling.random().nextLong(3_000_000_000L));
                }
            }
        }
    }

    private void scheduleTraffic() {
        if (scheduling.nowNs() >= options.durationNs()) {
            return;
        }
        scheduling.schedule(scheduling.random().nextLong(400_000_000L), () -> {
            burst();
            scheduleTraffic();
        });
    }

    private void burst() {
        final Running up = running.get(NodeId.of(1 + scheduling.random().nextInt(options.nodes())));
        if (up == null || up.member == null) {
            return;
        }
        final int messages = 1 + scheduling.random().nextInt(20);
        for (int i = 0; i < messages; i++) {
            final int bytes = scheduling.random().nextInt(100) == 0
                    ? scheduling.random().nextInt(20_000)
                    : scheduling.random().nextInt(1_000);
            final MessageId message = new MessageId(up.process.node(), up.process.incarnation(), ++up.sent);
            final CompletableFuture<SendResult> result = new CompletableFuture<>();
            result.thenAccept(answer -> {
                if (answer == SendResult.ACCEPTED) {
                    trace.accepted(up.process, message);
                }
            });
            up.cpg.tell(new Cpg.Multicast(up.member, GroupRecorder.encode(message, bytes), result));
        }
        up.node.wake();
    }

    /** Liveness: everybody who is up was told of one last ring, of all who are up. */
    private void checkSettled() {
        Trace.RingInstalled last = null;
        for (final Running up : running.values()) {
            Trace.RingInstalled mine = null;
            for (final Trace.Event event : trace.eventsOf(up.process)) {
                if (event instanceof Trace.RingInstalled installed) {
                    mine = installed;
                }
            }
            // A node that joined the last ring after its synchronisation was told of no ring since.
            if (mine != null) {
                if (last != null && !last.ringId().equals(mine.ringId())) {
                    violations.add("not settled: " + up.process + " is on ring " + mine.ringId() + " of "
                            + mine.members() + ", another on " + last.ringId() + " of " + last.members());
                }
                last = mine;
            }
            if (up.member == null) {
                violations.add("not settled: " + up.process + " has not joined its group");
            }
        }
        if (last != null && last.members().size() != running.size()) {
            violations.add("not settled: " + running.keySet() + " are up, the ring is " + last.members());
        }
    }

    private SimulationResult result(final long seed) {
        long delivered = 0;
        long rings = 0;
        final MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        for (final Trace.ProcessId process : trace.processes()) {
            for (final Trace.Event event : trace.eventsOf(process)) {
                digest.update((process + " " + event + "\n").getBytes(StandardCharsets.UTF_8));
                delivered += event instanceof Trace.Delivered ? 1 : 0;
                rings += event instanceof Trace.RingInstalled ? 1 : 0;
            }
        }
        return new SimulationResult(
                seed,
                List.copyOf(violations),
                scheduling.steps(),
                scheduling.nowNs(),
                delivered,
                rings,
                HexFormat.of().formatHex(digest.digest()).substring(0, 16));
    }
}
