/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.TotemicNode;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.simulation.junit.SimulatedTest;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Streams of Pekko, run by the materializer of an actor. */
final class StreamsTest {

    private static final int MESSAGES = 20;

    /** Multicasts what comes out of a ticking stream, and puts what is delivered into another one, which ends in the probe. */
    private static Behavior<MemberEvent> streaming(final TotemicNode node, final ActorRef<Integer> probe) {
        return Behaviors.setup(context -> {
            final Materializer materializer = Materializer.createMaterializer(context);
            final BoundedSourceQueue<Integer> delivered = Source.<Integer>queue(100)
                    .map(number -> number * number)
                    .toMat(Sink.foreach(probe::tell), Keep.left())
                    .run(materializer);
            node.joinBytes("stream", context.getSelf())
                    .thenAccept(group -> Source.tick(Duration.ZERO, Duration.ofMillis(100), group)
                            .zip(Source.range(1, MESSAGES))
                            .mapAsync(1, pair -> pair.first()
                                    .multicast(new byte[] {pair.second().byteValue()}))
                            .runWith(Sink.ignore(), materializer));
            return Behaviors.receive(MemberEvent.class)
                    .onMessage(MemberEvent.Delivered.class, message -> {
                        delivered.offer((int) message.payload()[0]);
                        return Behaviors.same();
                    })
                    .onAnyMessage(message -> Behaviors.same())
                    .build();
        });
    }

    @SimulatedTest(nodes = 2, seeds = 5)
    void shouldRunStreamsInVirtualTime(final SimulatedCluster cluster) {
        final Probe<Integer> probe = cluster.probe(Integer.class);
        cluster.start().awaitOneRing();
        cluster.spawn(2, "streaming", node -> streaming(node, probe.ref()));

        cluster.runFor(Duration.ofMillis(900));
        assertThat(probe.received()).hasSizeBetween(5, 15);
        cluster.runFor(Duration.ofSeconds(2));
        assertThat(probe.received())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, MESSAGES)
                        .map(number -> number * number)
                        .boxed()
                        .toList());
    }
}
