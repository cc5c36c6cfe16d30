/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class RingLoopTest {

    private RingLoop loop;

    @BeforeEach
    void start() {
        loop = new RingLoop("test", RingLoopSettings.DEFAULT, Thread::new);
        loop.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        loop.shutdown();
        assertThat(loop.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldTakeTheStepsOfATurnInOrder() {
        final Recorder duty = new Recorder();
        onLoop(() -> {
            final Alarm alarm = loop.alarm(() -> duty.steps.add("alarm"));
            duty.onDrive = () -> {
                if (duty.turns == 2) {
                    duty.waitingFrames = 1;
                    alarm.set(loop.nowNs());
                    loop.execute(() -> duty.steps.add("task"));
                }
            };
            loop.attach(duty, failure -> {});
        });
        awaitTrue(() -> duty.steps.contains("alarm"));
        onLoop(loop::detach);

        final int second = duty.steps.indexOf("drive 2");
        assertThat(duty.steps.subList(second, second + 6))
                .containsExactly("drive 2", "data 1", "data 0", "token", "task", "alarm");
    }

    /** To wake another thread comes behind what the turn is about, tasks that it makes itself included. */
    @Test
    void shouldHandOverAtTheEndOfTheTurn() {
        final List<String> done = new CopyOnWriteArrayList<>();
        final Executor end = loop.atEndOfTurn(Runnable::run);
        onLoop(() -> {
            end.execute(() -> done.add("handed over"));
            end.execute(() -> done.add("handed over next"));
            loop.execute(() -> {
                done.add("task");
                loop.execute(() -> done.add("task of the task"));
            });
        });
        awaitTrue(() -> done.size() == 4);

        assertThat(done).containsExactly("task", "task of the task", "handed over", "handed over next");
    }

    @Test
    void shouldHandOverAtOnceWhatAnotherThreadWants() {
        final List<Thread> ran = new CopyOnWriteArrayList<>();

        loop.atEndOfTurn(Runnable::run).execute(() -> ran.add(Thread.currentThread()));

        assertThat(ran).containsExactly(Thread.currentThread());
    }

    @Test
    void shouldTurnOnWhenAnExecutorTakesNothing() {
        final List<String> done = new CopyOnWriteArrayList<>();
        final Executor refusing = loop.atEndOfTurn(task -> {
            throw new RejectedExecutionException("ended");
        });
        onLoop(() -> refusing.execute(() -> done.add("never")));
        onLoop(() -> done.add("later"));

        assertThat(done).containsExactly("later");
        awaitTrue(() -> loop.counters().tasksFailed() == 1);
    }

    @Test
    void shouldHandOverTheRestWhenAnExecutorRefusesOne() {
        final List<String> done = new CopyOnWriteArrayList<>();
        final AtomicInteger asked = new AtomicInteger();
        final Executor refusingTheFirst = loop.atEndOfTurn(task -> {
            if (asked.getAndIncrement() == 0) {
                throw new RejectedExecutionException("not now");
            }
            task.run();
        });

        onLoop(() -> {
            refusingTheFirst.execute(() -> done.add("first"));
            refusingTheFirst.execute(() -> done.add("second"));
        });

        awaitTrue(() -> done.equals(List.of("second")));
        awaitTrue(() -> loop.counters().tasksFailed() == 1);
    }

    @Test
    void shouldFireDueAlarmsInOrderOfCreation() {
        final List<String> fired = new CopyOnWriteArrayList<>();
        onLoop(() -> {
            final Alarm first = loop.alarm(() -> fired.add("first"));
            final Alarm second = loop.alarm(() -> fired.add("second"));
            final Alarm third = loop.alarm(() -> fired.add("third"));
            final long now = loop.nowNs();
            third.set(now - 3);
            second.set(Long.MAX_VALUE);
            first.set(now);
        });
        awaitTrue(() -> fired.size() == 2);
        assertThat(fired).containsExactly("first", "third");
    }

    @Test
    void shouldNotFireAnAlarmEarlyOrTwice() {
        final List<Long> late = new CopyOnWriteArrayList<>();
        onLoop(() -> {
            final long due = loop.nowNs() + 20_000_000;
            loop.alarm(() -> late.add(loop.nowNs() - due)).set(due);
        });
        awaitTrue(() -> !late.isEmpty());
        onLoop(() -> {});
        assertThat(late).hasSize(1);
        assertThat(late.get(0)).isNotNegative();
    }

    @Test
    void shouldWakeForTasksOfOtherThreads() throws InterruptedException {
        for (int i = 0; i < 2_000; i++) {
            final CountDownLatch ran = new CountDownLatch(1);
            if (i % 20 == 0) {
                LockSupport.parkNanos(3_000_000);
            }
            loop.execute(ran::countDown);
            assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(loop.counters().parks()).isPositive();
    }

    @Test
    void shouldRunAllTasksOfManyThreadsInTheOrderOfEach() throws InterruptedException {
        final int threads = 4;
        final int tasks = 20_000;
        final int[] last = new int[threads];
        final AtomicInteger outOfOrder = new AtomicInteger();
        final CountDownLatch done = new CountDownLatch(threads * tasks);
        for (int t = 0; t < threads; t++) {
            final int number = t;
            new Thread(() -> {
                        for (int i = 1; i <= tasks; i++) {
                            final int sequence = i;
                            loop.execute(() -> {
                                if (++last[number] != sequence) {
                                    outOfOrder.incrementAndGet();
                                }
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(outOfOrder).hasValue(0);
    }

    @Test
    void shouldHoldAlarmsBackAfterALateTurnUntilPollsAreEmpty() {
        final Recorder duty = new Recorder();
        onLoop(() -> {
            loop.lateTurnThresholdNs(50_000_000);
            final Alarm alarm = loop.alarm(() -> duty.steps.add("alarm"));
            loop.attach(duty, failure -> {});
            alarm.set(loop.nowNs() + 100_000_000);
            duty.waitingFrames = 0;
            loop.execute(() -> {
                duty.waitingTurns = 5;
                LockSupport.parkNanos(200_000_000);
            });
        });
        awaitTrue(() -> duty.steps.contains("alarm"));
        onLoop(loop::detach);

        assertThat(duty.longestPauseNs).isGreaterThan(50_000_000);
        assertThat(duty.waitingTurns)
                .as("turns with frames left when the alarm went off")
                .isZero();
        assertThat(duty.waitingTurnsAtPause).isEqualTo(5);
        assertThat(loop.counters().lateTurns()).isEqualTo(1);
        assertThat(loop.counters().longestPauseNs()).isEqualTo(duty.longestPauseNs);
    }

    @Test
    void shouldHoldAlarmsBackAfterALateTurnUntilWhatWasReadIsHandled() {
        final List<String> steps = new CopyOnWriteArrayList<>();
        onLoop(() -> {
            loop.lateTurnThresholdNs(50_000_000);
            loop.attach(new Recorder(), failure -> {});
            loop.alarm(() -> steps.add("alarm")).set(loop.nowNs() + 100_000_000);
            loop.execute(() -> {
                // More tasks than a turn runs, the last of which handles the token that was read.
                for (int i = 0; i < 3 * RingLoopSettings.DEFAULT.tasksPerTurn(); i++) {
                    loop.execute(() -> {});
                }
                loop.execute(() -> steps.add("token"));
                LockSupport.parkNanos(200_000_000);
            });
        });
        awaitTrue(() -> steps.size() == 2);
        onLoop(loop::detach);

        assertThat(steps).containsExactly("token", "alarm");
    }

    /** A process that floods its node does not starve the token: it is looked for after each turn's share of tasks. */
    @Test
    void shouldPollForTheTokenHoweverManyTasksWait() throws InterruptedException {
        final int threads = 4;
        final int tasks = 20_000;
        final int[] sincePoll = new int[1];
        final int[] most = new int[1];
        final CountDownLatch done = new CountDownLatch(threads * tasks);
        onLoop(() -> loop.attach(
                new Recorder() {
                    @Override
                    public int pollTokenAndControl(final int limitFrames) {
                        most[0] = Math.max(most[0], sincePoll[0]);
                        sincePoll[0] = 0;
                        return 0;
                    }
                },
                failure -> {}));
        loop.execute(() -> LockSupport.parkNanos(100_000_000));
        for (int t = 0; t < threads; t++) {
            new Thread(() -> {
                        for (int i = 0; i < tasks; i++) {
                            loop.execute(() -> {
                                sincePoll[0]++;
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        onLoop(loop::detach);

        assertThat(most[0]).isBetween(100, RingLoopSettings.DEFAULT.tasksPerTurn());
    }

    @Test
    void shouldGoOnWhenATaskOrAnAlarmThrows() {
        final List<String> after = new CopyOnWriteArrayList<>();
        loop.execute(() -> {
            throw new IllegalStateException("intended by the test");
        });
        onLoop(() -> loop.alarm(() -> {
                    after.add("fired");
                    throw new IllegalStateException("intended by the test");
                })
                .set(loop.nowNs()));
        awaitTrue(() -> loop.counters().tasksFailed() == 2);
        onLoop(() -> after.add("ran"));
        assertThat(after).containsExactly("fired", "ran");
    }

    @Test
    void shouldDetachADutyThatThrowsAndTell() throws Exception {
        final CompletableFuture<Throwable> told = new CompletableFuture<>();
        final Recorder duty = new Recorder();
        duty.onDrive = () -> {
            throw new IllegalStateException("intended by the test");
        };
        onLoop(() -> loop.attach(duty, told::complete));
        assertThat(told.get(5, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
        onLoop(() -> loop.attach(new Recorder(), failure -> {}));
    }

    @Test
    void shouldSurviveAnInterrupt() {
        final Recorder duty = new Recorder();
        onLoop(() -> {
            loop.attach(duty, failure -> {});
            Thread.currentThread().interrupt();
        });
        onLoop(() -> assertThat(Thread.currentThread().isInterrupted()).isFalse());
    }

    @Test
    void shouldRefuseToBeAttachedOffTheLoop() {
        assertThatThrownBy(() -> loop.attach(new Recorder(), failure -> {})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loop.alarm(() -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldDrainTasksAtShutdownAndRefuseLaterOnes() throws InterruptedException {
        final List<Integer> ran = new ArrayList<>();
        final CountDownLatch go = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                go.await();
            } catch (final InterruptedException unexpected) {
                ran.add(-1);
            }
        });
        for (int i = 0; i < 1_000; i++) {
            final int number = i;
            loop.execute(() -> ran.add(number));
        }
        loop.shutdown();
        go.countDown();
        assertThat(loop.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).hasSize(1_000);
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void shouldBeWokenFromASleepByATask() throws InterruptedException {
        final Sleeper duty = new Sleeper();
        onLoop(() -> loop.attach(duty, failure -> {}));
        awaitTrue(() -> duty.sleeps.get() > 0);
        final long beganNs = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            onLoop(() -> {});
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(duty.woken.get()).isPositive();
        assertThat(duty.waitsNs)
                .allSatisfy(waitNs -> assertThat(waitNs).isBetween(1_000_000L, RingLoopSettings.DEFAULT.maxSleepNs()));
        assertThat(System.nanoTime() - beganNs).isLessThan(TimeUnit.SECONDS.toNanos(5));
        onLoop(loop::detach);
    }

    @Test
    void shouldNotSleepOverAnAlarm() {
        final Sleeper duty = new Sleeper();
        final List<Long> lateNs = new CopyOnWriteArrayList<>();
        onLoop(() -> {
            loop.attach(duty, failure -> {});
            // Long enough for the yields before the first sleep, each of which may cost a slice of a busy machine.
            final long dueNs = loop.nowNs() + 255_500_000;
            loop.alarm(() -> {
                        lateNs.add(loop.nowNs() - dueNs);
                        loop.detach();
                    })
                    .set(dueNs);
        });
        awaitTrue(() -> !lateNs.isEmpty());
        assertThat(duty.waitsNs).isNotEmpty().allSatisfy(waitNs -> assertThat(waitNs)
                .isLessThanOrEqualTo(RingLoopSettings.DEFAULT.maxSleepNs()));
        assertThat(lateNs.get(0)).isNotNegative();
    }

    @Test
    void shouldChooseTheWaitByStrategy() {
        final LoopIdle yielding = new LoopIdle(RingLoopSettings.DEFAULT.withIdle(IdleChoice.of("yielding")));
        yielding.onData(1_000);
        assertThat(yielding.nextWaitNs(true, 1_000)).isEqualTo(LoopIdle.SPIN);
        assertThat(yielding.nextWaitNs(false, 100_000_999)).isEqualTo(LoopIdle.YIELD);
        assertThat(yielding.nextWaitNs(false, 100_001_000)).isEqualTo(LoopIdle.SLEEP);
        assertThat(yielding.nextParkNs()).isEqualTo(1_000);
        assertThat(yielding.nextParkNs()).isEqualTo(2_000);

        final LoopIdle backoff = new LoopIdle(RingLoopSettings.DEFAULT.withIdle(IdleChoice.BACKOFF));
        final List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 41; i++) {
            waits.add(backoff.nextWaitNs(false, 0));
        }
        assertThat(waits.subList(0, 10)).containsOnly(LoopIdle.SPIN);
        assertThat(waits.subList(10, 30)).containsOnly(LoopIdle.YIELD);
        assertThat(waits.get(30)).isEqualTo(1_000);
        assertThat(waits.get(39)).isEqualTo(512_000);
        assertThat(waits.get(40)).isEqualTo(LoopIdle.SLEEP);

        final LoopIdle waiting = new LoopIdle(RingLoopSettings.DEFAULT.withIdle(IdleChoice.of("waiting")));
        waiting.onOther(0);
        assertThat(waiting.nextWaitNs(false, 0)).isEqualTo(LoopIdle.YIELD);
        assertThat(waiting.nextWaitNs(false, 0)).as("there is no data").isEqualTo(LoopIdle.SLEEP);
        waiting.onData(0);
        for (int turn = 0; turn < RingLoopSettings.DEFAULT.yieldsPerBackoff(); turn++) {
            assertThat(waiting.nextWaitNs(false, 0)).isEqualTo(LoopIdle.YIELD);
        }
        assertThat(waiting.nextWaitNs(false, 0)).isEqualTo(LoopIdle.SLEEP);
        final long laterNs = RingLoopSettings.DEFAULT.activeAfterDataNs();
        waiting.onOther(laterNs);
        assertThat(waiting.nextWaitNs(false, laterNs)).isEqualTo(LoopIdle.YIELD);
        assertThat(waiting.nextWaitNs(false, laterNs))
                .as("the data was long ago")
                .isEqualTo(LoopIdle.SLEEP);
        assertThat(waiting.nextWaitNs(true, laterNs)).isEqualTo(LoopIdle.SPIN);
        assertThat(waiting.nextWaitNs(false, laterNs))
                .as("only the driver was busy")
                .isEqualTo(LoopIdle.SLEEP);
        waiting.onOther(laterNs);
        assertThat(waiting.nextWaitNs(false, laterNs)).isEqualTo(LoopIdle.YIELD);

        final LoopIdle parking = new LoopIdle(RingLoopSettings.DEFAULT.withIdle(IdleChoice.of("parking")));
        parking.onOther(0);
        assertThat(parking.nextWaitNs(false, 1)).isEqualTo(1_000);
        assertThat(parking.nextWaitNs(false, 2)).isEqualTo(1_000);
    }

    private void onLoop(final Runnable task) {
        final CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (final Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        done.orTimeout(5, TimeUnit.SECONDS).join();
    }

    static void awaitTrue(final java.util.function.BooleanSupplier condition) {
        final long limitNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - limitNs).as("deadline").isNegative();
            LockSupport.parkNanos(200_000);
        }
    }

    /** Sleeps as a selector does: a wake that comes first counts. */
    private static final class Sleeper implements LoopDuty {
        private final Semaphore wakes = new Semaphore(0);
        private final List<Long> waitsNs = new CopyOnWriteArrayList<>();
        private final AtomicInteger sleeps = new AtomicInteger();
        private final AtomicInteger woken = new AtomicInteger();

        @Override
        public int drive() {
            return 0;
        }

        @Override
        public int pollData(final int limitFrames) {
            return 0;
        }

        @Override
        public int pollTokenAndControl(final int limitFrames) {
            return 0;
        }

        @Override
        public long dataFrames() {
            return 0;
        }

        @Override
        public void onPause(final Pause pause) {}

        @Override
        public boolean sleep(final long waitNs) {
            sleeps.incrementAndGet();
            waitsNs.add(waitNs);
            try {
                if (wakes.tryAcquire(waitNs, TimeUnit.NANOSECONDS)) {
                    woken.incrementAndGet();
                }
            } catch (final InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return true;
        }

        @Override
        public void wake() {
            wakes.release();
        }
    }

    private static class Recorder implements LoopDuty {
        private final List<String> steps = new CopyOnWriteArrayList<>();
        private Runnable onDrive = () -> {};
        private int turns;
        private int waitingFrames;
        private int waitingTurns;
        private int waitingTurnsAtPause;
        private volatile long longestPauseNs;

        @Override
        public int drive() {
            turns++;
            record("drive " + turns);
            onDrive.run();
            if (waitingTurns > 0) {
                waitingFrames = 1;
                waitingTurns = waitingTurns - 1;
            }
            return 0;
        }

        @Override
        public int pollData(final int limitFrames) {
            final int taken = waitingFrames;
            waitingFrames = 0;
            record("data " + taken);
            return taken;
        }

        @Override
        public int pollTokenAndControl(final int limitFrames) {
            record("token");
            return 0;
        }

        @Override
        public long dataFrames() {
            return 0;
        }

        @Override
        public void onPause(final Pause pause) {
            longestPauseNs = Math.max(longestPauseNs, pause.lengthNs());
            waitingTurnsAtPause = waitingTurns;
        }

        private void record(final String step) {
            if (steps.size() < 200) {
                steps.add(step);
            }
        }
    }
}
