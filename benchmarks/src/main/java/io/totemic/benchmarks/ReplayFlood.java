/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.ForgedEnvelopes.Kind;
import io.totemic.benchmarks.NodeProcess.Line;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.crypto.ClusterKey;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An attacker who has heard an encrypted ring of three, before and after one of them was started again, and sends what he has as fast as
 * Aeron lets him: as it was and damaged, first at one node, then at all, then with datagrams of noise at the same time.
 */
final class ReplayFlood {

    private static final int NODES = 3;
    private static final int RESTARTED = 2;
    private static final List<Integer> WRITERS = List.of(1, 3);
    private static final long LIMIT_S = 60;
    private static final long RECORDING_MS = 2_000;
    private static final long TOKEN_MS = 1_000;
    private static final long ASKING_MS = 50;
    private static final int ENVELOPES_PER_TURN = 20;
    private static final ClusterKey OLD_KEY =
            new ClusterKey("a".repeat(ClusterKey.SECRET_MIN_BYTES).getBytes(StandardCharsets.UTF_8));

    /** What a member says of its frames since its start. */
    private record Frames(long arrived, long taken, long takenTwice, long handshakes, Map<FrameFault, Long> drops) {

        static Frames of(final NodeProcess process) throws InterruptedException {
            final Line said = process.ask("FRAMES", "FRAMES", LIMIT_S);
            final Map<FrameFault, Long> drops = new EnumMap<>(FrameFault.class);
            for (final String drop : said.fields().get(4).split(",", -1)) {
                if (!drop.equals("-")) {
                    final String[] parts = drop.split("=", 2);
                    drops.put(FrameFault.valueOf(parts[0]), Long.valueOf(parts[1]));
                }
            }
            return new Frames(
                    Long.parseLong(said.fields().get(0)),
                    Long.parseLong(said.fields().get(1)),
                    Long.parseLong(said.fields().get(2)),
                    Long.parseLong(said.fields().get(3)),
                    drops);
        }

        long dropped() {
            return drops.values().stream().mapToLong(Long::longValue).sum();
        }

        Frames since(final Frames before) {
            final Map<FrameFault, Long> more = new EnumMap<>(FrameFault.class);
            drops.forEach((fault, count) -> {
                final long added = count - before.drops.getOrDefault(fault, 0L);
                if (added > 0) {
                    more.put(fault, added);
                }
            });
            return new Frames(
                    arrived - before.arrived,
                    taken - before.taken,
                    takenTwice - before.takenTwice,
                    handshakes - before.handshakes,
                    more);
        }
    }

    private final RingOptions options;
    private final int seconds;
    private final int noiseThreads;
    private final Random random;
    private final Report report;
    private BenchRing ring;
    private ForgedEnvelopes envelopes;

    ReplayFlood(final RingOptions options, final int seconds, final int noiseThreads, final long seed) {
        this.options = options;
        this.seconds = seconds;
        this.noiseThreads = noiseThreads;
        random = new Random(seed);
        options.encrypt();
        report = new Report("Replays for 3 times " + seconds + " s, " + NODES + " processes, token " + TOKEN_MS
                + " ms, seed " + seed);
    }

    int run() throws Exception {
        try (BenchRing opened = new BenchRing(options, NODES, "", false)) {
            ring = opened;
            for (final int node : ring.nodes()) {
                ring.startMember(node);
            }
            awaitAll(ring.nodes());
            // The one that is killed too: its messages of before are to be replayed.
            ring.nodes().forEach(node -> ring.process(node).tell("WRITE 500 200 AGREED"));
            final List<byte[]> before = record("before");
            ring.kill(RESTARTED);
            awaitAll(WRITERS);
            ring.startMember(RESTARTED);
            final String ringId = awaitAll(ring.nodes());
            envelopes = new ForgedEnvelopes(random, record("after"), before, OLD_KEY);
            flood("at node 1", List.of(1), 0);
            flood("at all", ring.nodes(), 0);
            flood("at all, and noise", ring.nodes(), noiseThreads);
            SentAndDelivered.claim(
                    report,
                    ring,
                    WRITERS,
                    !ring.awaitRing(ring.nodes(), LIMIT_S).equals(ringId));
            SentAndDelivered.claimSameSequences(report, ring);
            for (final NodeProcess process : ring.processes()) {
                final long exceptions = process.log().stream()
                        .filter(line -> line.contains("Exception") || line.startsWith("\tat "))
                        .count();
                report.claim(exceptions == 0, "node %d logged no exception", process.node());
            }
        }
        return report.end();
    }

    private String awaitAll(final List<Integer> nodes) throws InterruptedException {
        for (final int node : nodes) {
            ring.process(node).await("JOINED", 0, LIMIT_S);
        }
        final String ringId = ring.awaitRing(nodes, LIMIT_S);
        report.say("ring %s of %s", ringId, nodes);
        return ringId;
    }

    private List<byte[]> record(final String name) throws IOException, InterruptedException {
        for (final NodeProcess process : ring.processes()) {
            process.tell("RECORD");
        }
        Thread.sleep(RECORDING_MS);
        final List<byte[]> recorded = new ArrayList<>();
        for (final NodeProcess process : ring.processes()) {
            final Path file = ring.directory().resolve("frames-" + name + "-" + process.node());
            process.ask("END-RECORD " + file, "RECORDED", LIMIT_S);
            recorded.addAll(ForgedEnvelopes.read(file));
        }
        report.say("%d envelopes recorded", recorded.size());
        return recorded;
    }

    private void flood(final String where, final List<Integer> victims, final int noisyThreads) throws Exception {
        final Map<Integer, Frames> before = frames();
        final Map<Integer, Long> gathersBefore = gathers();
        final String ringBefore = ring.awaitRing(ring.nodes(), LIMIT_S);
        final Map<Integer, Long> sent = new TreeMap<>();
        final AtomicLong noise = new AtomicLong();
        final Thread attacker = new Thread(() -> attack(victims, sent), "attacker");
        final List<Thread> noisy = new ArrayList<>();
        attacker.start();
        for (int i = 0; i < noisyThreads; i++) {
            final long noiseSeed = i;
            noisy.add(new Thread(() -> noise.addAndGet(noise(victims, noiseSeed)), "noise"));
            noisy.get(i).start();
        }
        int asked = 0;
        int wrong = 0;
        while (attacker.isAlive()) {
            final MembersAnswer answer = ring.ask(asked % NODES + 1);
            asked++;
            if (answer == null
                    || !answer.ringId().equals(ringBefore)
                    || !answer.state().equals("OPERATIONAL")) {
                wrong++;
            }
            Thread.sleep(ASKING_MS);
        }
        attacker.join();
        for (final Thread thread : noisy) {
            thread.join();
        }
        final long endedNs = System.nanoTime();
        final String ringAfter = ring.awaitRing(ring.nodes(), LIMIT_S);
        final long recoveredMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - endedNs);
        report.say(
                "flood %s: %d s, sent %s%s; %d of %d answers meanwhile did not say ring %s and OPERATIONAL",
                where, seconds, sent, noisy.isEmpty() ? "" : ", noise " + noise, wrong, asked, ringBefore);
        final Map<Integer, Long> gathersAfter = gathers();
        report.claim(
                recoveredMs <= TOKEN_MS,
                "flood %s: ring %s of all is OPERATIONAL %d ms after its end; GATHER entered before %s, after %s",
                where,
                ringAfter,
                recoveredMs,
                gathersBefore,
                gathersAfter);
        Thread.sleep(TOKEN_MS);
        for (final Map.Entry<Integer, Frames> node : frames().entrySet()) {
            examine(where, node.getKey(), node.getValue().since(before.get(node.getKey())), sent);
        }
    }

    private void examine(final String where, final int node, final Frames frames, final Map<Integer, Long> sent) {
        final long injected = sent.getOrDefault(node, 0L);
        report.claim(
                frames.takenTwice == 0 && frames.arrived == frames.taken + frames.handshakes + frames.dropped(),
                "flood %s: node %d: %d frames arrived = %d taken, none twice (%d) + %d handshakes + %d dropped",
                where,
                node,
                frames.arrived,
                frames.taken,
                frames.takenTwice,
                frames.handshakes,
                frames.dropped());
        report.row("dropped by kind: %s; injected %d", frames.drops, injected);
        if (injected > 0) {
            // To the one that was started again all others are as they were.
            report.claim(
                    frames.drops
                                    .keySet()
                                    .containsAll(List.of(FrameFault.REPLAY, FrameFault.TAG, FrameFault.ENVELOPE_KEY))
                            && (node == RESTARTED || frames.drops.containsKey(FrameFault.EPOCH)),
                    "flood %s: node %d: %.1f %% of what was injected arrived and was dropped, %d a second",
                    where,
                    node,
                    100.0 * frames.dropped() / injected,
                    frames.dropped() / seconds);
        }
    }

    private Map<Integer, Frames> frames() throws InterruptedException {
        final Map<Integer, Frames> frames = new TreeMap<>();
        for (final NodeProcess process : ring.processes()) {
            frames.put(process.node(), Frames.of(process));
        }
        return frames;
    }

    private Map<Integer, Long> gathers() throws InterruptedException {
        final Map<Integer, Long> gathers = new TreeMap<>();
        for (final NodeProcess process : ring.processes()) {
            gathers.put(
                    process.node(),
                    NodeCounters.of(process.ask("COUNTERS", "COUNTERS", LIMIT_S))
                            .gatherEntered());
        }
        return gathers;
    }

    private void attack(final List<Integer> victims, final Map<Integer, Long> sent) {
        final List<Impersonator> impersonators = new ArrayList<>();
        try {
            for (final int victim : victims) {
                impersonators.add(new Impersonator(
                        victim % NODES + 1, victim, options.port(), ring.directory(), new Random(random.nextLong())));
            }
            final Kind[] kinds = Kind.values();
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() - endNs < 0) {
                for (final Impersonator impersonator : impersonators) {
                    for (int i = 0; i < ENVELOPES_PER_TURN; i++) {
                        impersonator.send(envelopes.next(kinds[random.nextInt(kinds.length)]));
                    }
                    impersonator.drive();
                }
            }
            for (final Impersonator impersonator : impersonators) {
                impersonator.drain();
                sent.put(impersonator.victim(), impersonator.sent());
            }
        } finally {
            impersonators.forEach(Impersonator::close);
        }
    }

    /** As fast as a socket takes it; answers how many datagrams. */
    private long noise(final List<Integer> victims, final long seed) {
        final Random own = new Random(seed);
        long count = 0;
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (DatagramSocket socket = new DatagramSocket()) {
            while (System.nanoTime() - endNs < 0) {
                final byte[] bytes = HostileCommand.datagram(own);
                final InetAddress target =
                        InetAddress.getByName(RingOptions.address(victims.get((int) (count % victims.size()))));
                socket.send(new DatagramPacket(bytes, bytes.length, target, options.port()));
                count++;
            }
        } catch (final IOException failure) {
            throw new BenchFailure("noise cannot be sent", failure);
        }
        return count;
    }
}
