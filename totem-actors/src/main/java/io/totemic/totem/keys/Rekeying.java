/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys;

import io.totemic.protocol.KeyStatus;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.message.KeyState;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.keys.core.KeyChange;
import org.apache.pekko.actor.typed.ActorRef;

/** The messages of the room that changes keys. */
public final class Rekeying {

    private Rekeying() {}

    /** What it takes besides {@code ServiceEvent}. */
    public sealed interface Command extends RoomMessage {}

    /** First message: who is written to. */
    public record Wire(ActorRef<BarrierCommand> barrier, ActorRef<HolderCommand> holder) implements Command {}

    /** Answer with what is known now. */
    public record GetStatus(ActorRef<KeyStatus> replyTo) implements Command {}

    /** Open frames of this key too. */
    public record Load(ClusterKey key, ActorRef<KeyChange> replyTo) implements Command {}

    /** Let all members seal with this key. */
    public record Activate(int keyId, ActorRef<KeyChange> replyTo) implements Command {}

    /** Let all members drop this key. */
    public record Retire(int keyId, ActorRef<KeyChange> replyTo) implements Command {}

    /** From the link: a peer that is there now has told how far it is. */
    public record PeerTold(NodeId peer, KeyState state) implements Command {}
}
