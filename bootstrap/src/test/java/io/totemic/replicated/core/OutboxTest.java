/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Effects;
import io.totemic.protocol.group.SendResult;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutboxTest {

    private final Outbox outbox = new Outbox(1000);
    private final Effects<ReplicaEffect> effects = new Effects<>();

    @Test
    void shouldHandOverAtOnceIfThereWasRoomBeforeTheRefusalCame() {
        outbox.offer(Entry.read(1));
        outbox.send(true, effects);
        effects.clear();

        outbox.onRoom();
        outbox.send(true, effects);
        assertThat(effects.isEmpty()).isTrue();

        outbox.onSendResult(SendResult.TryAgain.INSTANCE);
        outbox.send(true, effects);
        assertThat(effects.asList()).hasSize(1);
    }

    @Test
    void shouldWaitAfterARefusal() {
        outbox.offer(Entry.read(1));
        outbox.send(true, effects);
        effects.clear();
        outbox.onSendResult(SendResult.TryAgain.INSTANCE);

        outbox.send(true, effects);
        assertThat(effects.isEmpty()).isTrue();

        outbox.onRoom();
        outbox.send(true, effects);
        assertThat(effects.asList()).hasSize(1);
    }

    @Test
    void shouldPutWhatWaitsIntoOneMessageBehindTheAgreement() {
        outbox.offer(Entry.read(1));
        outbox.offer(Entry.read(2));
        outbox.add(new ReplicaMessage.Open(4, 1));

        outbox.send(true, effects);
        outbox.onSendResult(SendResult.Accepted.INSTANCE);
        outbox.send(true, effects);

        assertThat(effects.asList())
                .containsExactly(
                        new ReplicaEffect.Multicast(new ReplicaMessage.Open(4, 1)),
                        new ReplicaEffect.Multicast(
                                new ReplicaMessage.Requests(List.of(Entry.read(1), Entry.read(2)))));
    }

    @Test
    void shouldNotSayAgainWhatBelongsToARoundThatIsOver() {
        outbox.add(new ReplicaMessage.Open(4, 1));
        outbox.send(true, effects);
        outbox.forgetRounds();
        effects.clear();

        outbox.onSendResult(SendResult.TryAgain.INSTANCE);
        outbox.onRoom();
        outbox.send(true, effects);

        assertThat(effects.isEmpty()).isTrue();
    }
}
