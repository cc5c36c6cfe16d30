/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.chat;

import io.totemic.Group;
import io.totemic.GroupEvent;
import io.totemic.TotemicNode;
import io.totemic.protocol.group.SendResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** One person in a room. All who stay together see the same lines in the same order, and who came and went between which of them. */
public final class Chat extends AbstractBehavior<Chat.Command> {

    /** What a person does, or is told. */
    public sealed interface Command {}

    /** Says a line to all in the room. */
    public record Say(String text) implements Command {}

    /** What is multicast. */
    record Line(String name, String text) {}

    private record Joined(Group<Line> room) implements Command {}

    private record Told(GroupEvent<Line> event) implements Command {}

    private record Sent(String text, SendResult result) implements Command {}

    private final String name;
    private final Consumer<String> screen;
    private final Deque<String> waiting = new ArrayDeque<>();
    private Group<Line> room;

    /** A person called {@code name} enters {@code room}; what it sees goes to {@code screen}, line by line. */
    public static Behavior<Command> create(
            final TotemicNode node, final String room, final String name, final Consumer<String> screen) {
        return Behaviors.setup(context -> {
            context.pipeToSelf(
                    node.join(room, Line.class, context.messageAdapter(GroupEvent.classOf(), Told::new)),
                    (joined, failure) -> {
                        if (failure != null) {
                            throw new IllegalStateException("cannot enter room " + room, failure);
                        }
                        return new Joined(joined);
                    });
            return new Chat(context, name, screen);
        });
    }

    private Chat(final ActorContext<Command> context, final String name, final Consumer<String> screen) {
        super(context);
        this.name = name;
        this.screen = screen;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Say.class, say -> {
                    waiting.addLast(say.text);
                    return sendWhatWaits();
                })
                .onMessage(Told.class, told -> onTold(told.event))
                .onMessage(Joined.class, joined -> {
                    room = joined.room;
                    return sendWhatWaits();
                })
                .onMessage(Sent.class, sent -> {
                    if (!sent.result.isAccepted()) {
                        waiting.addFirst(sent.text);
                        screen.accept("* not sent yet: " + sent.text);
                    }
                    return this;
                })
                .build();
    }

    private Behavior<Command> sendWhatWaits() {
        while (room != null && !waiting.isEmpty()) {
            final String text = waiting.removeFirst();
            getContext().pipeToSelf(room.multicast(new Line(name, text)), (result, failure) -> new Sent(text, result));
        }
        return this;
    }

    private Behavior<Command> onTold(final GroupEvent<Line> event) {
        if (event instanceof GroupEvent.Delivered<Line> delivered) {
            screen.accept(delivered.message().name + ": " + delivered.message().text);
        } else if (event instanceof GroupEvent.ConfigurationChanged<Line> changed) {
            changed.joined().forEach((member, reason) -> screen.accept("* " + member + " is here (" + reason + ")"));
            changed.left().forEach((member, reason) -> screen.accept("* " + member + " is gone (" + reason + ")"));
        } else if (event instanceof GroupEvent.FlowControl<Line>) {
            return sendWhatWaits();
        }
        return this;
    }
}
