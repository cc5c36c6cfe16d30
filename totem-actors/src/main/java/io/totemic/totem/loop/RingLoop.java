/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

import io.totemic.protocol.Alarm;
import io.totemic.protocol.RingTime;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.apache.pekko.actor.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a node: executor of its protocol actors, clock of their alarms, and duty cycle of its link.
 *
 * <p>A task enqueued by the loop itself costs no wake-up; one enqueued by another thread wakes the loop if it is parked.
 * Tasks and alarms also run before a duty is attached and after it is gone.
 *
 * <p>{@link #execute} and the life-cycle methods of an executor are called by any thread; all others, unless they say
 * so, only on the loop.
 */
public final class RingLoop extends AbstractExecutorService implements RingTime, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RingLoop.class);
    private static final int RUNNING = 0;
    private static final int SHUTDOWN = 1;
    private static final int TERMINATED = 2;
    private static final int TASKS_PER_CLOCK_READING = 16;
    private static final long SHORTEST_SLEEP_NS = 1_000_000L;

    private static final int TURNS = 0;
    private static final int TASKS = 1;
    private static final int TASKS_FAILED = 2;
    private static final int PARKS = 3;
    private static final int LATE_TURNS = 4;
    private static final int LONGEST_PAUSE = 5;
    private static final int PAUSED = 6;
    private static final int PAUSED_FOR_GC = 7;

    private final String name;
    private final RingLoopSettings settings;
    private final long originNs = System.nanoTime();
    private final Thread thread;
    private final ArrayDeque<Runnable> ownTasks = new ArrayDeque<>();
    private final Queue<Runnable> foreignTasks = new ManyToOneConcurrentLinkedQueue<>();
    private final LoopAlarms alarms = new LoopAlarms();
    private final List<EndOfTurn> endsOfTurn = new CopyOnWriteArrayList<>();
    private final LoopIdle idle;
    private final PauseMeter pauses = new PauseMeter(RingLoop::collectionTimeMs);
    private final AtomicLongArray counters = new AtomicLongArray(PAUSED_FOR_GC + 1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<Throwable> taskFailure = this::onTaskFailure;
    private final Runnable threadCheck = this::checkThread;

    private volatile boolean isParked;
    private volatile int state = RUNNING;

    private volatile LoopDuty sleeping;
    private LoopDuty duty;
    private Consumer<Throwable> onFatal;
    private long nowNs;
    private long expectedTurnNs;
    private long dataFramesSeen;
    private int heldTurns;

    /**
     * A loop that does not turn yet; see {@link #start()}.
     *
     * @param name of the node or its actor system; the thread is named after it
     * @param threads makes the one thread
     */
    public RingLoop(final String name, final RingLoopSettings settings, final ThreadFactory threads) {
        this.name = name;
        this.settings = settings;
        this.idle = new LoopIdle(settings);
        this.thread = threads.newThread(this);
        thread.setName("totemic-ring-" + name);
    }

    /**
     * The loop under the protocol actors of a system, created if none of them has run yet. Called by any thread.
     *
     * @throws IllegalStateException if the system's ring-loop dispatcher is configured to be something else
     */
    public static RingLoop of(final ActorSystem system) {
        return RingLoopDispatcher.loopOf(system);
    }

    /** The same for a typed system. */
    public static RingLoop of(final org.apache.pekko.actor.typed.ActorSystem<?> system) {
        return of(system.classicSystem());
    }

    /** Starts the thread. Called once, by any thread. */
    public void start() {
        thread.start();
    }

    /**
     * Attaches what the loop turns besides its tasks.
     *
     * @param newOnFatal told, on the loop, what a duty threw; the duty is detached by then
     * @throws IllegalStateException if called off the loop, or while another duty is attached
     */
    public void attach(final LoopDuty newDuty, final Consumer<Throwable> newOnFatal) {
        checkThread();
        if (duty != null) {
            throw new IllegalStateException("ring loop " + name + " has a duty already");
        }
        duty = newDuty;
        onFatal = newOnFatal;
        dataFramesSeen = newDuty.dataFrames();
    }

    /** Takes the duty away; nothing happens if there is none. */
    public void detach() {
        checkThread();
        duty = null;
        onFatal = null;
    }

    /** A turn that is later than this, or takes longer, counts as a pause: a fifth of the token time-out. In ns, above 0. */
    public void lateTurnThresholdNs(final long thresholdNs) {
        checkThread();
        if (thresholdNs <= 0) {
            throw new IllegalArgumentException("late turn threshold is " + thresholdNs + " ns, must be above 0");
        }
        pauses.thresholdNs(thresholdNs);
    }

    /** Another way to wait, from the next turn on. */
    public void idle(final IdleChoice choice) {
        checkThread();
        idle.choose(choice);
    }

    /** On the loop the time of this turn, read again every few tasks; on another thread the time itself. */
    @Override
    public long nowNs() {
        return isOnLoop() ? nowNs : System.nanoTime() - originNs;
    }

    @Override
    public Alarm alarm(final Runnable onDue) {
        checkThread();
        return alarms.create(onDue, threadCheck);
    }

    /**
     * An executor for what the loop wants done by {@code executor}, which gets it at the end of the turn. Called by any thread, as is its
     * answer, whose tasks from other threads go to {@code executor} at once.
     */
    public Executor atEndOfTurn(final Executor executor) {
        final EndOfTurn end = new EndOfTurn(this, executor);
        endsOfTurn.add(end);
        return end;
    }

    /** Whether the caller runs on this loop. Called by any thread. */
    public boolean isOnLoop() {
        return Thread.currentThread() == thread;
    }

    /** Name given at construction. Called by any thread. */
    public String name() {
        return name;
    }

    /** What the loop has done so far. Called by any thread. */
    public LoopCounters counters() {
        return new LoopCounters(
                counters.getOpaque(TURNS),
                counters.getOpaque(TASKS),
                counters.getOpaque(TASKS_FAILED),
                counters.getOpaque(PARKS),
                counters.getOpaque(LATE_TURNS),
                counters.getOpaque(LONGEST_PAUSE),
                counters.getOpaque(PAUSED),
                counters.getOpaque(PAUSED_FOR_GC));
    }

    /**
     * Enqueues a task behind all enqueued before by the same thread. Called by any thread.
     *
     * @throws RejectedExecutionException after {@link #shutdown()}
     */
    @Override
    public void execute(final Runnable task) {
        if (state != RUNNING) {
            throw new RejectedExecutionException("ring loop " + name + " is shut down");
        }
        if (isOnLoop()) {
            ownTasks.addLast(task);
            return;
        }
        foreignTasks.add(task);
        wake();
        if (state == TERMINATED) {
            throw new RejectedExecutionException("ring loop " + name + " is shut down");
        }
    }

    /** The thread: turns until shut down and out of tasks. Not to be called. */
    @Override
    public void run() {
        checkThread();
        expectedTurnNs = readClock();
        try {
            while (state == RUNNING || !ownTasks.isEmpty() || !foreignTasks.isEmpty()) {
                doWork();
            }
        } finally {
            state = TERMINATED;
            runTasks(Integer.MAX_VALUE);
            handOver();
            duty = null;
            ended.countDown();
        }
    }

    /** One turn. Called only by {@link #run}. */
    void doWork() {
        beginTurn();
        final LoopDuty turned = duty;
        int driven = 0;
        int polled = 0;
        if (turned != null) {
            try {
                driven = turned.drive();
                polled = pollData(turned);
                polled += turned.pollTokenAndControl(settings.framesPerTurn());
            } catch (final Throwable failure) {
                onDutyFailure(failure);
            }
        }
        readClock();
        final int tasks = runTasks(settings.tasksPerTurn());
        final int fired = fireAlarms(driven + polled);
        handOver();
        endTurn(turned, polled, tasks + fired);
        idle(driven + polled + tasks + fired > 0);
    }

    private void beginTurn() {
        add(TURNS, 1);
        // An interrupted thread would close the sockets under the driver at its next read.
        Thread.interrupted();
        final long lateNs = readClock() - expectedTurnNs;
        if (pauses.isPause(lateNs)) {
            onLateTurn(lateNs);
        } else {
            pauses.onTurn(nowNs);
        }
        expectedTurnNs = nowNs;
    }

    private int pollData(final LoopDuty turned) {
        final int limitFrames = settings.framesPerTurn();
        int total = 0;
        while (total < limitFrames) {
            final int taken = turned.pollData(limitFrames - total);
            if (taken == 0) {
                break;
            }
            total += taken;
        }
        return total;
    }

    private int runTasks(final int limitTasks) {
        for (int i = 0; i < limitTasks; i++) {
            final Runnable task = foreignTasks.poll();
            if (task == null) {
                break;
            }
            ownTasks.addLast(task);
        }
        int ran = 0;
        while (ran < limitTasks) {
            final Runnable task = ownTasks.pollFirst();
            if (task == null) {
                break;
            }
            if (++ran % TASKS_PER_CLOCK_READING == 0) {
                readClock();
            }
            try {
                task.run();
            } catch (final Throwable failure) {
                onTaskFailure(failure);
            }
        }
        if (ran > 0) {
            add(TASKS, ran);
        }
        return ran;
    }

    /** Alarms wait after a pause until what arrived meanwhile has been read and handled: the token may be among it. */
    private int fireAlarms(final int received) {
        final long turnBeganNs = expectedTurnNs;
        final long tookNs = readClock() - turnBeganNs;
        if (pauses.isPause(tookNs)) {
            onLateTurn(tookNs);
            return 0;
        }
        if (heldTurns > 0) {
            heldTurns = received == 0 && ownTasks.isEmpty() ? 0 : heldTurns - 1;
            if (heldTurns > 0) {
                return 0;
            }
        }
        return alarms.fire(nowNs, taskFailure);
    }

    private void handOver() {
        for (int i = 0; i < endsOfTurn.size(); i++) {
            try {
                endsOfTurn.get(i).handOver();
            } catch (final RuntimeException failure) {
                onTaskFailure(failure);
            }
        }
    }

    private void onLateTurn(final long lateNs) {
        // The turn is measured anew from here, or the same pause would be found twice.
        expectedTurnNs = nowNs;
        heldTurns = settings.heldTurnsLimit();
        add(LATE_TURNS, 1);
        counters.setOpaque(LONGEST_PAUSE, Math.max(lateNs, counters.getPlain(LONGEST_PAUSE)));
        final Pause pause = pauses.end(lateNs);
        add(PAUSED, lateNs);
        add(PAUSED_FOR_GC, pause.gcNs());
        if (duty != null) {
            try {
                duty.onPause(pause);
            } catch (final Throwable failure) {
                onDutyFailure(failure);
            }
        }
    }

    private void endTurn(final LoopDuty turned, final int polled, final int ran) {
        if (turned != null && turned == duty) {
            final long dataFrames = turned.dataFrames();
            if (dataFrames != dataFramesSeen) {
                dataFramesSeen = dataFrames;
                idle.onData(nowNs);
            }
        }
        if (polled + ran > 0) {
            idle.onOther(nowNs);
        }
    }

    // Yielding is the strategy here, measured; correctness does not hang on it.
    @SuppressWarnings("ThreadPriorityCheck")
    private void idle(final boolean foundWork) {
        final long waitNs = idle.nextWaitNs(foundWork, nowNs);
        expectedTurnNs = nowNs;
        if (waitNs == LoopIdle.YIELD) {
            Thread.yield();
        } else if (waitNs != LoopIdle.SPIN) {
            final long toAlarmNs = heldTurns > 0 ? Long.MAX_VALUE : alarms.earliestNs() - nowNs;
            if (toAlarmNs <= 0 || (waitNs == LoopIdle.SLEEP && sleep(Math.min(settings.maxSleepNs(), toAlarmNs)))) {
                return;
            }
            park(Math.min(waitNs == LoopIdle.SLEEP ? idle.nextParkNs() : waitNs, toAlarmNs));
        }
    }

    /** Sleeps in the link, which a frame ends; answers false if that cannot be. */
    private boolean sleep(final long waitNs) {
        final LoopDuty slept = duty;
        if (slept == null || heldTurns > 0 || waitNs < SHORTEST_SLEEP_NS) {
            return false;
        }
        boolean hasSlept = true;
        sleeping = slept;
        // Read after the duty is up: whoever enqueues sees it, or is seen here.
        if (foreignTasks.isEmpty() && state == RUNNING) {
            try {
                hasSlept = slept.sleep(waitNs);
            } catch (final Throwable failure) {
                onDutyFailure(failure);
            }
            if (hasSlept) {
                add(PARKS, 1);
                expectedTurnNs = Math.min(nowNs + waitNs, System.nanoTime() - originNs);
            }
        }
        sleeping = null;
        return hasSlept;
    }

    private void park(final long waitNs) {
        isParked = true;
        // Read after the flag is up: whoever enqueues sees the flag, or is seen here.
        if (foreignTasks.isEmpty() && state == RUNNING) {
            add(PARKS, 1);
            expectedTurnNs = nowNs + waitNs;
            LockSupport.parkNanos(waitNs);
            // Woken early, the turn is on time; its length counts from now.
            expectedTurnNs = Math.min(expectedTurnNs, System.nanoTime() - originNs);
        }
        isParked = false;
    }

    private long readClock() {
        nowNs = Math.max(nowNs, System.nanoTime() - originNs);
        return nowNs;
    }

    private static long collectionTimeMs() {
        long totalMs = 0;
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            totalMs += Math.max(0, collector.getCollectionTime());
        }
        return totalMs;
    }

    private void wake() {
        if (isParked) {
            LockSupport.unpark(thread);
        }
        final LoopDuty asleep = sleeping;
        if (asleep != null) {
            asleep.wake();
        }
    }

    private void onTaskFailure(final Throwable failure) {
        add(TASKS_FAILED, 1);
        LOG.error("A task on ring loop {} failed", name, failure);
    }

    private void onDutyFailure(final Throwable failure) {
        LOG.error("The link of ring loop {} failed and is detached", name, failure);
        final Consumer<Throwable> told = onFatal;
        duty = null;
        onFatal = null;
        if (told != null) {
            try {
                told.accept(failure);
            } catch (final Throwable second) {
                onTaskFailure(second);
            }
        }
    }

    private void add(final int counter, final long amount) {
        counters.setOpaque(counter, counters.getPlain(counter) + amount);
    }

    private void checkThread() {
        if (!isOnLoop()) {
            throw new IllegalStateException(
                    "called by " + Thread.currentThread().getName() + ", must be on " + thread.getName());
        }
    }

    /** Takes no more tasks, runs those taken, then ends. Called by any thread. */
    @Override
    public void shutdown() {
        if (state == RUNNING) {
            state = SHUTDOWN;
            wake();
            LockSupport.unpark(thread);
        }
    }

    /** As {@link #shutdown()}: tasks taken are always run, so none is handed back. */
    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return Collections.emptyList();
    }

    @Override
    public boolean isShutdown() {
        return state != RUNNING;
    }

    @Override
    public boolean isTerminated() {
        return ended.getCount() == 0;
    }

    @Override
    public boolean awaitTermination(final long timeout, final TimeUnit unit) throws InterruptedException {
        return ended.await(timeout, unit);
    }
}
