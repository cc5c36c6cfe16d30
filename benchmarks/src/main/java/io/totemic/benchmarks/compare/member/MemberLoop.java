/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import io.totemic.benchmarks.BenchFailure;
import io.totemic.benchmarks.NodeProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;

/**
 * Obeys the parent until standard input ends.
 *
 * <ul>
 *   <li>{@code RUN n}: forgets all before it; {@code RUNNING n}.
 *   <li>{@code WRITE bytes}: sends as fast as the system takes it, until {@code STOP}.
 *   <li>{@code PROBE bytes interval-µs seconds}: sends a message each interval, or each when the one before was delivered if the interval
 *       is 0; then {@code PROBED lost from-sent from-due}, each of the last as {@code ns:count,...}.
 *   <li>{@code STOP}: ends either; {@code SENT n}.
 *   <li>{@code COUNT}: {@code COUNTED messages at-ns hash gaps}.
 *   <li>{@code QUIT}.
 * </ul>
 *
 * What it says unasked is {@code PID n} and {@code MEMBERS n}.
 */
final class MemberLoop {

    private static final long LATE_PROBES_S = 3;
    private static final long MICRO_NS = 1_000;

    private final int self;
    private volatile DeliveryTally tally;
    private volatile boolean isEnding;
    private OrderedGroup group;
    private Map<String, Runnable> own = Map.of();
    private Thread sender;
    private long sent;

    /** For node {@code self}. */
    MemberLoop(final int self) {
        this.self = self;
        this.tally = new DeliveryTally(0, self);
    }

    /** Of the run that is on; the deliverer gives each message to it. */
    DeliveryTally tally() {
        return tally;
    }

    static void tell(final String text) {
        synchronized (System.out) {
            System.out.println(NodeProcess.MARK + " " + text);
            System.out.flush();
        }
    }

    /** Reads commands about {@code group} until there are no more. */
    void obey(final OrderedGroup joined) throws IOException, InterruptedException {
        obey(joined, Map.of());
    }

    /** The same, with commands of one word that only this system obeys, and what each of them does. */
    void obey(final OrderedGroup joined, final Map<String, Runnable> ownCommands)
            throws IOException, InterruptedException {
        group = joined;
        own = Map.copyOf(ownCommands);
        tell("PID " + ProcessHandle.current().pid());
        final BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null && !line.equals("QUIT"); line = commands.readLine()) {
            obey(line.split(" ", -1));
        }
    }

    private void obey(final String[] words) throws InterruptedException {
        switch (words[0]) {
            case "RUN" -> {
                sent = 0;
                tally = new DeliveryTally(Integer.parseInt(words[1]), self);
                tell("RUNNING " + words[1]);
            }
            case "WRITE" -> {
                final int bytes = Integer.parseInt(words[1]);
                start(() -> flood(bytes));
            }
            case "PROBE" -> {
                final int bytes = Integer.parseInt(words[1]);
                final long intervalNs = Long.parseLong(words[2]) * MICRO_NS;
                final long seconds = Long.parseLong(words[3]);
                start(() -> probe(bytes, intervalNs, TimeUnit.SECONDS.toNanos(seconds)));
            }
            case "STOP" -> {
                isEnding = true;
                sender.join();
                tell("SENT " + sent);
            }
            case "COUNT" -> {
                final DeliveryTally now = tally;
                final long count = now.count();
                final long atNs = System.nanoTime();
                tell("COUNTED " + count + " " + atNs + " " + Long.toUnsignedString(now.hash()) + " " + now.gaps());
            }
            default -> {
                if (!own.containsKey(words[0])) {
                    throw new BenchFailure("nobody says " + words[0]);
                }
                own.get(words[0]).run();
            }
        }
    }

    /** What a sender does. */
    private interface Sending {
        void run() throws InterruptedException;
    }

    private void start(final Sending sending) {
        isEnding = false;
        sender = new Thread(
                () -> {
                    try {
                        sending.run();
                    } catch (final InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                "sender");
        sender.setDaemon(true);
        sender.start();
    }

    private void flood(final int bytes) throws InterruptedException {
        final int run = tally.run();
        while (!isEnding) {
            sent++;
            group.send(new MessageHeader(run, self, sent, 0, 0).message(bytes));
        }
    }

    private void probe(final int bytes, final long intervalNs, final long durationNs) throws InterruptedException {
        final DeliveryTally probed = tally;
        TimerSlack.least();
        final long beganNs = System.nanoTime();
        long arrived = 0;
        long dueNs = beganNs;
        boolean isLost = false;
        while (dueNs - beganNs < durationNs && !isLost) {
            awaitNs(dueNs);
            sent++;
            group.send(new MessageHeader(probed.run(), self, sent, System.nanoTime(), dueNs).message(bytes));
            if (intervalNs > 0) {
                dueNs += intervalNs;
            } else if (probed.probes().tryAcquire(LATE_PROBES_S, TimeUnit.SECONDS)) {
                arrived++;
                dueNs = System.nanoTime();
            } else {
                isLost = true;
            }
        }
        while (arrived < sent && probed.probes().tryAcquire(LATE_PROBES_S, TimeUnit.SECONDS)) {
            arrived++;
        }
        tell("PROBED " + (sent - arrived) + " " + word(probed.fromSent()) + " " + word(probed.fromDue()));
    }

    private static void awaitNs(final long dueNs) {
        for (long leftNs = dueNs - System.nanoTime(); leftNs > 0; leftNs = dueNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }

    private static String word(final Histogram histogram) {
        final String values = StreamSupport.stream(histogram.recordedValues().spliterator(), false)
                .map(value -> value.getValueIteratedTo() + ":" + value.getCountAtValueIteratedTo())
                .collect(Collectors.joining(","));
        return values.isEmpty() ? "-" : values;
    }
}
