/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.group.MemberEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A listener is told everything in order, by one thread at a time, and its failure is its own. */
class SerialListenerTest {

    private final List<Runnable> tasks = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    @Test
    void shouldTellAllThatWaitWithOneTask() {
        final SerialListener listener = new SerialListener("g", this::note, tasks::add, failures::incrementAndGet);
        listener.onEvents(events("a", "b"));
        listener.onEvents(events("c"));
        assertThat(told).isEmpty();
        assertThat(tasks).hasSize(1);

        tasks.remove(0).run();
        assertThat(told).containsExactly("a", "b", "c");
        listener.onEvents(events("d"));
        assertThat(tasks).hasSize(1);
    }

    @Test
    void shouldTellOnTheSpotIfThatIsAskedFor() {
        final SerialListener listener = new SerialListener("g", this::note, Runnable::run, failures::incrementAndGet);
        listener.onEvents(events("a"));
        listener.onEvents(events("b"));

        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void shouldTellNothingMoreToAListenerThatThrows() {
        final SerialListener listener = new SerialListener(
                "g",
                events -> {
                    note(events);
                    throw new IllegalStateException("planted");
                },
                tasks::add,
                failures::incrementAndGet);
        listener.onEvents(events("a"));
        listener.onEvents(events("b"));
        tasks.remove(0).run();
        listener.onEvents(events("c"));

        assertThat(told).containsExactly("a");
        assertThat(failures).hasValue(1);
        assertThat(tasks).isEmpty();
    }

    /** Regression: an Error left the batches behind it waiting for ever, and the member in its group. */
    @Test
    void shouldFailForAnErrorAsForAnException() {
        final SerialListener listener = new SerialListener(
                "g",
                events -> {
                    throw new AssertionError("planted");
                },
                tasks::add,
                failures::incrementAndGet);
        listener.onEvents(events("a"));
        tasks.remove(0).run();

        assertThat(failures).hasValue(1);
    }

    /** The ring loop goes on when the application's executor is gone. */
    @Test
    void shouldFailAloneWhenItsExecutorTakesNoMore() {
        final SerialListener listener = new SerialListener(
                "g",
                this::note,
                task -> {
                    throw new RejectedExecutionException("planted");
                },
                failures::incrementAndGet);
        listener.onEvents(events("a"));
        listener.onEvents(events("b"));

        assertThat(told).isEmpty();
        assertThat(failures).hasValue(1);
    }

    @Test
    void shouldLoseNothingBetweenThreads() throws InterruptedException {
        final int count = 100_000;
        final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
        final CountDownLatch all = new CountDownLatch(count);
        final ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            final SerialListener listener = new SerialListener(
                    "g",
                    events -> events.forEach(event -> {
                        received.add(event.group());
                        all.countDown();
                    }),
                    executor,
                    failures::incrementAndGet);
            final List<String> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sent.add(String.valueOf(i));
                listener.onEvents(events(String.valueOf(i)));
            }

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(received).containsExactlyElementsOf(sent);
        } finally {
            executor.shutdownNow();
        }
    }

    private void note(final List<MemberEvent> events) {
        events.forEach(event -> told.add(event.group()));
    }

    private static List<MemberEvent> events(final String... names) {
        final List<MemberEvent> events = new ArrayList<>();
        for (final String name : names) {
            events.add(new MemberEvent.FlowControl(name));
        }
        return events;
    }
}
