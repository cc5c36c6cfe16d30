/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.membership.core.MembershipSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.crypto.KeyRing;
import io.totemic.protocol.message.Nonce;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.keys.Rekeying;
import io.totemic.totem.keys.RekeyingActor;
import io.totemic.totem.link.EpochKeeper;
import io.totemic.totem.link.FramePublisher;
import io.totemic.totem.link.core.EpochGate;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * What a node with keys has and one whose frames travel in the clear has not: the room that changes them, and the keeper of the epochs that tells
 * it what peers say of theirs. Made by the guardian, on the ring loop.
 */
final class KeyRoom {

    private final ActorRef<RoomMessage> room;
    private final EpochKeeper epochs;

    /** Around {@code ring}; {@code spawn} makes the room. */
    KeyRoom(
            final NodeSettings settings,
            final NodeRuntime runtime,
            final KeyRing ring,
            final FramePublisher publisher,
            final Function<Behavior<RoomMessage>, ActorRef<RoomMessage>> spawn) {
        final MembershipSettings membership = settings.membership();
        final NodeId self = membership.self();
        room = spawn.apply(RekeyingActor.create(
                self,
                membership.configured(),
                ring,
                settings.protection().orElseThrow().stored(),
                publisher,
                runtime.keys()));
        epochs = EpochKeeper.of(
                new EpochGate(
                        self, membership.configured().minus(self), membership.tokenNs(), membership.joinPauseMaxNs()),
                publisher,
                runtime.time(),
                () -> new Nonce(runtime.nonces().getAsLong(), runtime.nonces().getAsLong()),
                (peer, state) -> room.tell(new Rekeying.PeerTold(peer, state)));
    }

    void wire(final ActorRef<BarrierCommand> barrier, final ActorRef<HolderCommand> holder) {
        room.tell(new Rekeying.Wire(barrier, holder));
        room.tell(new RekeyingActor.Attach(epochs));
    }

    EpochKeeper epochs() {
        return epochs;
    }

    ActorRef<ServiceEvent> events() {
        return room.narrow();
    }

    ActorRef<Rekeying.Command> commands() {
        return room.narrow();
    }
}
