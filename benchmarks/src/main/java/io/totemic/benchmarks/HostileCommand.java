/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.NodeProcess.Line;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Anyone can send to a UDP port: noise, and frames that look like Aeron's. */
@Command(
        name = "hostile",
        mixinStandardHelpOptions = true,
        description = "Sends noise and mutated Aeron frames to the ring's ports: it must not leave OPERATIONAL.")
final class HostileCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final long RING_LIMIT_S = 30;
    private static final int LONGEST_BYTES = 1_500;
    private static final int DATA_HEADER_BYTES = 32;
    private static final int SETUP_BYTES = 40;
    private static final int TYPE_DATA = 1;
    private static final int TYPE_SETUP = 5;
    private static final int STREAMS = 3;
    private static final int DATAGRAMS_PER_PAUSE = 20;

    @Mixin
    private RingOptions options;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "Of the stream, or of each flood; by default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--replay",
            description =
                    "Instead, floods an encrypted ring with frames that were recorded of it, and with forged ones.")
    private boolean isReplaying;

    @Option(
            names = "--noise-threads",
            defaultValue = "1",
            description = "How many send noise in the last flood of --replay, each as fast as it can; by default"
                    + " ${DEFAULT-VALUE}.")
    private int noiseThreads;

    @Option(names = "--seed", defaultValue = "1", description = "Of the noise; by default ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws Exception {
        if (isReplaying) {
            return new ReplayFlood(options, seconds, noiseThreads, seed).run();
        }
        final Report report =
                new Report("Hostile datagrams for " + seconds + " s, " + NODES + " processes, seed " + seed);
        try (BenchRing ring = new BenchRing(options, NODES, "", true)) {
            for (final int node : ring.nodes()) {
                ring.startMember(node).await("UP", 0, RING_LIMIT_S);
            }
            final String ringId = ring.awaitRing(ring.nodes(), RING_LIMIT_S);
            for (final NodeProcess process : ring.processes()) {
                process.await("JOINED", 0, RING_LIMIT_S);
            }
            TimeUnit.SECONDS.sleep(1);
            final Map<Integer, Long> gathers = new HashMap<>();
            for (final NodeProcess process : ring.processes()) {
                gathers.put(process.node(), gatherEntered(process));
            }
            report.say("ring %s formed", ringId);
            final int left = attack(report, ring, ringId);
            TimeUnit.SECONDS.sleep(1);
            report.claim(left == 0, "every answer over HTTP said ring %s and OPERATIONAL", ringId);
            for (final NodeProcess process : ring.processes()) {
                examine(report, process, gathers.get(process.node()));
            }
            report.claim(ring.awaitRing(ring.nodes(), RING_LIMIT_S).equals(ringId), "the ring is still %s", ringId);
        }
        return report.end();
    }

    private static long gatherEntered(final NodeProcess process) throws InterruptedException {
        return Long.parseLong(
                process.ask("COUNTERS", "COUNTERS", RING_LIMIT_S).fields().get(0));
    }

    private static void examine(final Report report, final NodeProcess process, final long gathersBefore)
            throws InterruptedException {
        final Line said = process.ask("COUNTERS", "COUNTERS", RING_LIMIT_S);
        final List<String> fields = said.fields();
        final List<String> exceptions = process.log().stream()
                .filter(line -> line.contains("Exception") || line.contains("Error") || line.startsWith("\tat "))
                .toList();
        report.claim(
                Long.parseLong(fields.get(0)) == gathersBefore,
                "node %d entered GATHER %s times before and after",
                process.node(),
                fields.get(0));
        report.claim(
                exceptions.isEmpty(),
                "node %d logged no exception%s",
                process.node(),
                exceptions.isEmpty() ? "" : ": " + exceptions.get(0));
        report.claim(
                Long.parseLong(fields.get(1)) + Long.parseLong(fields.get(2)) > 0,
                "node %d dropped %s frames for their content and %s datagrams as malformed; rebuilds %s, Aeron errors %s",
                process.node(),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                fields.get(4));
    }

    /** Answers how many answers over HTTP were not as they must be. */
    private int attack(final Report report, final BenchRing ring, final String ringId)
            throws IOException, InterruptedException {
        final Random random = new Random(seed);
        final List<InetAddress> targets = new ArrayList<>();
        for (final int node : ring.nodes()) {
            targets.add(InetAddress.getByName(RingOptions.address(node)));
        }
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int sent = 0;
        int asked = 0;
        int wrong = 0;
        try (DatagramSocket socket = new DatagramSocket()) {
            while (System.nanoTime() - endNs < 0) {
                for (int i = 0; i < DATAGRAMS_PER_PAUSE; i++) {
                    final byte[] bytes = datagram(random);
                    socket.send(new DatagramPacket(
                            bytes, bytes.length, targets.get(sent % targets.size()), options.port()));
                    sent++;
                }
                Thread.sleep(1);
                if (sent % (DATAGRAMS_PER_PAUSE * 50) == 0) {
                    final MembersAnswer answer = ring.ask(asked % NODES + 1);
                    asked++;
                    if (answer == null
                            || !answer.ringId().equals(ringId)
                            || !answer.state().equals("OPERATIONAL")) {
                        if (wrong == 0) {
                            report.row("node %d said %s", (asked - 1) % NODES + 1, answer);
                        }
                        wrong++;
                    }
                }
            }
        }
        report.say("%d datagrams sent, %d answers asked for meanwhile", sent, asked);
        return wrong;
    }

    /** Something that looks like a datagram of Aeron, or not. */
    static byte[] datagram(final Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> noise(random, random.nextInt(LONGEST_BYTES));
            case 1 -> data(random, true);
            case 2 -> data(random, false);
            default -> setup(random);
        };
    }

    private static byte[] noise(final Random random, final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A data frame of one of our streams with a payload of noise; whole, or with one byte wrong and cut off. */
    private static byte[] data(final Random random, final boolean isWhole) {
        final int length = DATA_HEADER_BYTES + 32 * random.nextInt((LONGEST_BYTES - DATA_HEADER_BYTES) / 32);
        final byte[] bytes = noise(random, length);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .put((byte) 0)
                .put((byte) 0xC0)
                .putShort((short) TYPE_DATA)
                .putInt(32 * random.nextInt(100))
                .putInt(random.nextInt(8))
                .putInt(1 + random.nextInt(STREAMS))
                .putInt(random.nextInt(8));
        return isWhole ? bytes : mutated(random, bytes);
    }

    /** A frame that asks the receiver to make an image, mostly of a stream of ours, with lengths that may be anything. */
    private static byte[] setup(final Random random) {
        final byte[] bytes = new byte[SETUP_BYTES];
        final int termId = random.nextInt(8);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SETUP_BYTES)
                .put((byte) 0)
                .put((byte) 0)
                .putShort((short) TYPE_SETUP)
                .putInt(0)
                .putInt(random.nextInt(8))
                .putInt(1 + random.nextInt(STREAMS))
                .putInt(termId)
                .putInt(termId)
                .putInt(64 * 1024)
                .putInt(1408)
                .putInt(0);
        return mutated(random, bytes);
    }

    private static byte[] mutated(final Random random, final byte[] bytes) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    }
}
