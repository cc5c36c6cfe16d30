/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.micro;

import io.totemic.totem.loop.RingLoopDispatcher;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A message from one typed actor to another, both on one ring loop, as between the rooms of a node; figures are those of one hop. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HopBenchmark {

    static final int HOPS = 20_000;

    /** Goes to and fro. */
    record Ball(int hopsLeft, ActorRef<Ball> answerTo) {}

    private final Semaphore done = new Semaphore(0);
    private ActorSystem<Void> system;
    private ActorRef<Ball> one;
    private ActorRef<Ball> other;

    /** Starts both on the ring loop of a system of their own. */
    @Setup
    public void start() {
        system = ActorSystem.create(Behaviors.empty(), "micro");
        one = spawn("one");
        other = spawn("other");
    }

    private ActorRef<Ball> spawn(final String name) {
        return system.systemActorOf(player(), name, DispatcherSelector.fromConfig(RingLoopDispatcher.PATH));
    }

    private Behavior<Ball> player() {
        return Behaviors.receive((context, ball) -> {
            if (ball.hopsLeft() == 0) {
                done.release();
            } else {
                ball.answerTo().tell(new Ball(ball.hopsLeft() - 1, context.getSelf()));
            }
            return Behaviors.same();
        });
    }

    /** Many hops, so that waking the loop for the first is lost among them. */
    @Benchmark
    @OperationsPerInvocation(HOPS)
    public void hop() throws InterruptedException {
        one.tell(new Ball(HOPS - 1, other));
        done.acquire();
    }

    /** Ends the system. */
    @TearDown
    public void end() {
        system.terminate();
    }
}
