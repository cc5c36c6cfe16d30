/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.chat;

import io.totemic.Totemic;
import io.totemic.examples.ExampleSystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A terminal of the chat. Each line of standard input is said; the end of the input leaves. */
public final class ChatNode {

    private ChatNode() {}

    /** Takes the node and a name. */
    public static void main(final String[] arguments) throws IOException {
        final String name = arguments.length > 1 ? arguments[1] : "node " + arguments[0];
        final ActorSystem<Chat.Command> system = ExampleSystem.start(
                Behaviors.setup(
                        context -> Chat.create(Totemic.get(context.getSystem()), "room", name, System.out::println)),
                "chat",
                arguments[0]);
        final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            system.tell(new Chat.Say(line));
        }
        system.terminate();
    }
}
