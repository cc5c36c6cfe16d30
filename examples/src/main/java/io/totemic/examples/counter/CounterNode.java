/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.counter;

import io.totemic.Totemic;
import io.totemic.examples.ExampleSystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A node with a replica of the counter. Each number on standard input is added, each empty line asks for the sum; the end of the input
 * ends the node.
 */
public final class CounterNode {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private CounterNode() {}

    /** Takes the node. */
    public static void main(final String[] arguments) throws IOException {
        final ActorSystem<ReplicatedCounter.Command> system = ExampleSystem.start(
                Behaviors.setup(context -> ReplicatedCounter.create(Totemic.get(context.getSystem()))),
                "counter",
                arguments[0]);
        try {
            final BufferedReader input =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(
                        ask(system, line.strip()).toCompletableFuture().join());
            }
        } finally {
            system.terminate();
        }
    }

    private static CompletionStage<ReplicatedCounter.Answer> ask(
            final ActorSystem<ReplicatedCounter.Command> counter, final String line) {
        return AskPattern.ask(
                counter,
                replyTo -> line.isEmpty()
                        ? new ReplicatedCounter.GetValue(replyTo)
                        : new ReplicatedCounter.Add(Long.parseLong(line), replyTo),
                ANSWER_WITHIN,
                counter.scheduler());
    }
}
