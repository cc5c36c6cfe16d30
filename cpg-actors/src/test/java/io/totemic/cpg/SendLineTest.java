/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.SendOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** The service is told once of all that wait, and never leaves one waiting that it was not told of. */
class SendLineTest {

    private final TestInbox<Cpg.Command> cpg = TestInbox.create();
    private final SendLine line = new SendLine(cpg.getRef());

    @Test
    void shouldTellOnceOfAllThatWait() {
        send(1);
        send(2);
        assertThat(cpg.getAllReceived()).containsExactly(new Cpg.SendsWaiting(line));

        assertThat(take(10)).containsExactly(1, 2);
        assertThat(cpg.getAllReceived()).isEmpty();
        send(3);
        assertThat(cpg.getAllReceived()).containsExactly(new Cpg.SendsWaiting(line));
    }

    @Test
    void shouldTellAgainOfWhatWasNotTaken() {
        send(1);
        send(2);
        cpg.getAllReceived();

        assertThat(take(1)).containsExactly(1);
        assertThat(cpg.getAllReceived()).containsExactly(new Cpg.SendsWaiting(line));
        assertThat(take(1)).containsExactly(2);
        assertThat(cpg.getAllReceived()).isEmpty();
    }

    /** A command that a thread tells behind a send comes behind it, however the sends before were told. */
    @Test
    void shouldComeBeforeLaterCommandsOfTheSameThread() {
        send(1);
        send(2);
        cpg.getRef().tell(new Cpg.LookAfterStalled());

        assertThat(cpg.getAllReceived()).containsExactly(new Cpg.SendsWaiting(line), new Cpg.LookAfterStalled());
        assertThat(take(10)).containsExactly(1, 2);
    }

    private void send(final int number) {
        line.send(new Cpg.Multicast(
                new GroupMember(new NodeId(1), 1), SendOptions.AGREED, new byte[number], new CompletableFuture<>()));
    }

    private List<Integer> take(final int most) {
        final List<Integer> taken = new ArrayList<>();
        line.onTaking();
        for (Cpg.Multicast next = line.poll(); next != null; next = taken.size() < most ? line.poll() : null) {
            taken.add(next.payload().length);
        }
        line.onTaken();
        return taken;
    }
}
