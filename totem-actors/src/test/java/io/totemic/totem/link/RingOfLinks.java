/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.Alarm;
import io.totemic.protocol.NodeId;
import io.totemic.totem.loop.IdleChoice;
import io.totemic.totem.loop.LoopDuty;
import io.totemic.totem.loop.Pause;
import io.totemic.totem.loop.RingLoop;
import io.totemic.totem.loop.RingLoopSettings;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Measures, in one process per node: a token that walks over real links, held by node 1. Not a test.
 *
 * <p>Arguments: own id, nodes, idle strategy, hold in ms, data frames per visit, seconds. Prints the rotation time and
 * the processor time of the process.
 */
final class RingOfLinks implements LoopDuty {

    private static final int PORT = 35500;
    private static final int TOKEN_BYTES = 70;

    private final int self;
    private final int next;
    private final long holdNs;
    private final int framesPerVisit;
    private final RingLoop loop;
    private final AeronLinks links;
    private final UnsafeBuffer token = new UnsafeBuffer(new byte[TOKEN_BYTES]);
    private final UnsafeBuffer frame;
    private final Links.Receiver onData = (buffer, offset, length) -> true;
    private final Links.Receiver onToken = (buffer, offset, length) -> {
        visit();
        return true;
    };
    private final long[] rotationsNs = new long[4_000_000];
    private final Alarm pass;
    private int rotations;
    private long lastVisitNs;
    private long lastTokenNs;
    private boolean isWaiting;

    private RingOfLinks(final RingLoop loop, final AeronLinks links, final String[] args) {
        this.self = Integer.parseInt(args[0]);
        this.next = self % Integer.parseInt(args[1]) + 1;
        this.holdNs = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[3]));
        this.framesPerVisit = Integer.parseInt(args[4]);
        this.loop = loop;
        this.links = links;
        this.frame = new UnsafeBuffer(new byte[links.maxFrameBytes()]);
        this.pass = loop.alarm(this::pass);
    }

    public static void main(final String[] args) throws InterruptedException {
        final RingLoopSettings settings = RingLoopSettings.DEFAULT.withIdle(IdleChoice.of(args[2]));
        final RingLoop loop = new RingLoop(args[0], settings, Thread::new);
        final AeronLinks links = new AeronLinks(LinkBench.settings(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                PORT,
                512 * 1024,
                new DataDestination.MultiDestination(),
                Optional.empty()));
        loop.start();
        final RingOfLinks[] ring = new RingOfLinks[1];
        loop.execute(() -> {
            ring[0] = new RingOfLinks(loop, links, args);
            loop.attach(ring[0], Throwable::printStackTrace);
        });
        TimeUnit.SECONDS.sleep(6);
        final long cpuNs = cpuNs();
        final long beganNs = System.nanoTime();
        loop.execute(() -> ring[0].rotations = 0);
        TimeUnit.SECONDS.sleep(Long.parseLong(args[5]));
        final double cpu = 100.0 * (cpuNs() - cpuNs) / (System.nanoTime() - beganNs);
        loop.execute(() -> ring[0].report(cpu, links));
        TimeUnit.SECONDS.sleep(2);
        loop.shutdown();
        loop.awaitTermination(5, TimeUnit.SECONDS);
        links.close();
    }

    private static long cpuNs() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void visit() {
        final long now = loop.nowNs();
        lastTokenNs = now;
        if (self == 1) {
            if (lastVisitNs > 0 && rotations < rotationsNs.length) {
                rotationsNs[rotations++] = now - lastVisitNs;
            }
            lastVisitNs = now;
        }
        if (self == 1 && holdNs > 0) {
            pass.set(now + holdNs);
        } else if (!isWaiting) {
            isWaiting = true;
            loop.execute(this::pass);
        }
    }

    private void pass() {
        isWaiting = false;
        for (int i = 0; i < framesPerVisit; i++) {
            links.multicastData(frame, 0, frame.capacity());
        }
        links.sendToken(new NodeId(next), token, 0, TOKEN_BYTES);
    }

    private void report(final double cpuPercent, final AeronLinks links) {
        final long[] sorted = Arrays.copyOf(rotationsNs, rotations);
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "node %d: cpu %.1f %%, data received %d, refused %d, dropped %d%s, %s%n",
                self,
                cpuPercent,
                links.counters().get(LinkCounters.Counter.DATA_RECEIVED),
                links.counters().get(LinkCounters.Counter.REFUSED),
                links.counters().get(LinkCounters.Counter.DROPPED_QUEUE_FULL),
                rotations == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %d rotations, p50 %.1f us, p99 %.1f us",
                                rotations,
                                sorted[rotations / 2] / 1e3,
                                sorted[rotations * 99 / 100] / 1e3),
                loop.counters());
    }

    @Override
    public int drive() {
        if (self == 1 && loop.nowNs() - lastTokenNs > 1_000_000_000L) {
            lastTokenNs = loop.nowNs();
            lastVisitNs = 0;
            pass();
        }
        return links.drive();
    }

    @Override
    public int pollData(final int limitFrames) {
        return links.pollData(onData, limitFrames);
    }

    @Override
    public int pollTokenAndControl(final int limitFrames) {
        return links.pollTokenAndControl(onToken, limitFrames);
    }

    @Override
    public long dataFrames() {
        return links.counters().dataFrames();
    }

    @Override
    public void onPause(final Pause pause) {}
}
