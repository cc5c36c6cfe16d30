/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Virtual time and the choice of what runs next: tasks of actors in an order drawn from the seed, events in the order of
 * their times. Time stands still while a task or a turn is waiting.
 */
final class SimulatedScheduling {

    /** Something that happens at a moment. */
    static final class Event implements Comparable<Event> {
        private final long atNs;
        private final long order;
        private Runnable action;

        private Event(final long atNs, final long order, final Runnable action) {
            this.atNs = atNs;
            this.order = order;
            this.action = action;
        }

        void cancel() {
            action = null;
        }

        @Override
        public int compareTo(final Event other) {
            return atNs != other.atNs ? Long.compare(atNs, other.atNs) : Long.compare(order, other.order);
        }

        boolean isCancelled() {
            return action == null;
        }
    }

    /** A run has gone on and on without an end in sight. */
    static final class Hang extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Hang(final String message) {
            super(message);
        }
    }

    /** Sees tasks before and after. */
    interface TaskWatch {
        /** Whether this task waits with the watch for now, which gives it to {@link #execute} again when it may run. */
        boolean holds(Runnable task);

        /** This task has run. */
        void ran(Runnable task);
    }

    private static final TaskWatch NO_WATCH = new TaskWatch() {
        @Override
        public boolean holds(final Runnable task) {
            return false;
        }

        @Override
        public void ran(final Runnable task) {}
    };

    /** More events than this never wait at once, whatever the faults. */
    private static final int WAITING_MAX = 500_000;

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final Thread thread = Thread.currentThread();
    private final AtomicReference<String> foreignThread = new AtomicReference<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private SplittableRandom random = new SplittableRandom(0);
    private long nowNs;
    private long nextOrder;
    private long steps;
    private long stepBound = Long.MAX_VALUE;
    private long digest;
    private TaskWatch taskWatch = NO_WATCH;

    /**
     * Begins a run: what is left of the one before is done, and its events are forgotten.
     *
     * @param newStepBound more steps than this throw {@link Hang}; after that no other run can be begun
     */
    void begin(final long seed, final long newStepBound) {
        events.clear();
        taskWatch = NO_WATCH;
        drainTasks();
        nowNs = 0;
        nextOrder = 0;
        steps = 0;
        digest = seed;
        foreignThread.set(null);
        stepBound = newStepBound;
        random = new SplittableRandom(seed);
    }

    /** From now on until the end of the run this sees all tasks. */
    void watchTasks(final TaskWatch newTaskWatch) {
        taskWatch = newTaskWatch;
    }

    /** From now on the run may take so many more steps. */
    void boundSteps(final long moreSteps) {
        stepBound = steps + moreSteps;
    }

    long nowNs() {
        return nowNs;
    }

    /** Tasks and events run so far. */
    long steps() {
        return steps;
    }

    SplittableRandom random() {
        return random;
    }

    /** A number that two runs of one seed have in common only if every step of theirs came at the same time in the same place. */
    long digest() {
        return digest;
    }

    /** Exponentially distributed; the same on every Java platform, unlike {@code Math.log}. */
    long exponential(final long mean) {
        return mean == 0 ? 0 : (long) (-StrictMath.log(1.0 - random.nextDouble()) * mean);
    }

    /** The name of a thread that gave a task to this simulation though it is not the simulation's; null if none did. */
    String foreignThread() {
        return foreignThread.get();
    }

    /** A task that may run at once, before or after any other. */
    void execute(final Runnable task) {
        if (Thread.currentThread() != thread) {
            // Told to the run as well: what is thrown here may end in a thread that nobody watches.
            foreignThread.compareAndSet(null, Thread.currentThread().getName());
            throw new IllegalStateException(
                    "thread " + Thread.currentThread().getName() + " gave a task to the simulation");
        }
        if (!taskWatch.holds(task)) {
            tasks.add(task);
        }
    }

    /** An event in {@code delayNs}. */
    Event schedule(final long delayNs, final Runnable action) {
        final Event event = new Event(nowNs + Math.max(0, delayNs), nextOrder++, action);
        events.add(event);
        return event;
    }

    /** Runs everything up to {@code untilNs}, which is the time afterwards. */
    void runUntil(final long untilNs) {
        while (true) {
            digest = (digest ^ nowNs ^ (long) tasks.size() << 48) * MIX;
            final Event due = events.peek();
            final boolean isEventDue = due != null && due.atNs <= nowNs;
            if (!tasks.isEmpty() && (!isEventDue || random.nextInt(4) != 0)) {
                runTask();
            } else if (due != null && due.atNs <= untilNs) {
                events.poll();
                nowNs = Math.max(nowNs, due.atNs);
                if (!due.isCancelled()) {
                    step(due.action);
                }
            } else {
                nowNs = untilNs;
                return;
            }
        }
    }

    /** Runs the tasks that wait and those that come of them, first come first served, without letting time go on. */
    void drainTasks() {
        while (!tasks.isEmpty()) {
            step(tasks.remove(0));
        }
    }

    private void step(final Runnable action) {
        countStep();
        final int waiting = tasks.size();
        action.run();
        taskWatch.ran(action);
        if (tasks.size() > waiting + 1) {
            tasks.subList(waiting, tasks.size()).sort(TaskOrder.INSTANCE);
        }
    }

    private void countStep() {
        steps++;
        if (steps > stepBound || events.size() + tasks.size() > WAITING_MAX) {
            throw new Hang(steps + " steps in " + nowNs / 1_000_000L + " simulated ms, " + events.size()
                    + " events and " + tasks.size() + " tasks are waiting");
        }
    }

    private void runTask() {
        // The order of those not chosen is kept, so that draining is fair.
        step(tasks.remove(random.nextInt(tasks.size())));
    }
}
