/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.protocol.group.MemberEvent;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Shows a probe what a member is told, then tells it. Ends with the member, so that the member still leaves by ending. */
final class WatchedListener {

    private WatchedListener() {}

    static Behavior<MemberEvent> create(final ActorRef<MemberEvent> member, final Consumer<MemberEvent> probe) {
        return Behaviors.setup(context -> {
            context.watch(member);
            return Behaviors.receive(MemberEvent.class)
                    .onAnyMessage(event -> {
                        probe.accept(event);
                        member.tell(event);
                        return Behaviors.same();
                    })
                    .onSignal(Terminated.class, signal -> Behaviors.stopped())
                    .build();
        });
    }
}
