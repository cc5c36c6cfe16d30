/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RingLoopDispatcherTest {

    @Test
    void shouldRunTypedActorsOnTheLoopOfTheirSystem() throws Exception {
        final CompletableFuture<String> ranOn = new CompletableFuture<>();
        final ActorSystem<String> system = ActorSystem.create(
                Behaviors.setup(context -> {
                    final ActorRef<String> child = context.spawn(
                            Behaviors.receiveMessage(message -> {
                                ranOn.complete(Thread.currentThread().getName());
                                return Behaviors.same();
                            }),
                            "child",
                            DispatcherSelector.fromConfig(RingLoopDispatcher.PATH));
                    return Behaviors.receiveMessage(message -> {
                        child.tell(message);
                        return Behaviors.same();
                    });
                }),
                "dispatched");
        final RingLoop loop;
        try {
            loop = RingLoop.of(system);
            system.tell("hello");
            assertThat(ranOn.get(5, TimeUnit.SECONDS)).isEqualTo("totemic-ring-dispatched");
            assertThat(RingLoop.of(system.classicSystem())).isSameAs(loop);
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        assertThat(loop.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        RingLoopTest.awaitTrue(() -> RingLoopDispatcher.knownLoops() == 0);
    }

    @Test
    void shouldGiveEachSystemItsOwnLoop() throws Exception {
        final ActorSystem<Void> one = ActorSystem.create(Behaviors.empty(), "one");
        final ActorSystem<Void> two = ActorSystem.create(Behaviors.empty(), "two");
        final RingLoop loopOne = RingLoop.of(one);
        final RingLoop loopTwo = RingLoop.of(two);
        try {
            assertThat(loopOne).isNotSameAs(loopTwo);
            assertThat(loopTwo.name()).isEqualTo("two");
        } finally {
            one.terminate();
            two.terminate();
            one.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
            two.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        assertThat(loopOne.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(loopTwo.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
