/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum;

import io.totemic.protocol.HypotheticalPart;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RoomMessage;
import io.totemic.quorum.core.VoteChange;
import io.totemic.quorum.core.VoteQuorumSettings;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** The messages of the tally. */
public final class VoteQuorum {

    private VoteQuorum() {}

    /** What the tally takes besides {@code ServiceEvent}. */
    public sealed interface Command extends RoomMessage {}

    /** First message: who is written to. */
    public record Wire(ActorRef<BarrierCommand> barrier, ActorRef<HolderCommand> holder) implements Command {}

    /** Answer with what is known now. */
    public record GetStatus(ActorRef<QuorumStatus> replyTo) implements Command {}

    /** Tell {@code subscriber} the current verdict now and each change from here on, until it ends. */
    public record Subscribe(ActorRef<VerdictChanged> subscriber) implements Command {}

    /** The verdict, or what stands behind it, as subscribers are told it. */
    public record VerdictChanged(QuorumStatus status) implements RoomMessage {

        public VerdictChanged {
            Objects.requireNonNull(status, "status");
        }

        /** What is decided. */
        public QuorumVerdict verdict() {
            return status.verdict();
        }

        /** On which ring, null before the first. */
        public RingId ringId() {
            return status.ringId();
        }

        /** Of that ring. */
        public NodeSet members() {
            return status.members();
        }
    }

    /** Change what the complete cluster is expected to have, 1..1000000000 votes. As {@code corosync-quorumtool -e}. */
    public record SetExpectedVotes(int votes, ActorRef<VoteChange> replyTo) implements Command {}

    /** Change the votes of a node, 0..1000000. As {@code corosync-quorumtool -v}. */
    public record SetVotes(NodeId node, int votes, ActorRef<VoteChange> replyTo) implements Command {}

    /** Wait for all no longer. As the key {@code quorum.cancel_wait_for_all}. */
    public record CancelWaitForAll(ActorRef<VoteChange> replyTo) implements Command {}

    /** The configuration was read again; answered with what forbids to follow it, with an empty text if it is followed. */
    public record Reload(VoteQuorumSettings settings, ActorRef<ReloadAnswer> replyTo) implements Command {}

    /** Why a reload is not followed; empty if it is. */
    public record ReloadAnswer(String refusal) {}

    /** The verdict of each part of a split that has not happened. */
    public record Suppose(List<NodeSet> parts, ActorRef<Supposition> replyTo) implements Command {}

    /**
     * The answer to {@link Suppose}.
     *
     * @param parts in the order in which they were named; empty while no configuration is synchronised, or without a provider
     */
    public record Supposition(List<HypotheticalPart> parts) {}

    /** This node leaves in good order: with allow_downscale the others are told first. */
    public record AnnounceLeave(ActorRef<Done> replyTo) implements Command {}

    /** What a quorum device on this node says; answered with what forbids it, with an empty text if nothing does. */
    public sealed interface DeviceCommand extends Command {
        ActorRef<DeviceAnswer> replyTo();
    }

    /** Why something is forbidden to a device; empty if it was done. */
    public record DeviceAnswer(String refusal) {}

    /** It is there. */
    public record RegisterDevice(String name, ActorRef<DeviceAnswer> replyTo) implements DeviceCommand {}

    /** It goes. */
    public record UnregisterDevice(String name, ActorRef<DeviceAnswer> replyTo) implements DeviceCommand {}

    /** It is alive, and casts its votes on {@code ringId} or does not. */
    public record PollDevice(String name, boolean isCast, RingId ringId, ActorRef<DeviceAnswer> replyTo)
            implements DeviceCommand {}

    /** The node that it votes for may go on without quorum, or may not. */
    public record DeviceMasterWins(String name, boolean isAllowed, ActorRef<DeviceAnswer> replyTo)
            implements DeviceCommand {}

    record SubscriberEnded(ActorRef<VerdictChanged> subscriber) implements Command {}

    record DeadlinesDue(long nowNs) implements Command {}
}
