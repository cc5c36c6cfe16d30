/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendResult;
import java.util.ArrayList;
import java.util.List;

/**
 * One replica of a state machine: what it sends, and when a command is applied and answered.
 *
 * <p>Commands are multicast and applied where they stand in the total order. When the membership changes, nothing is applied until the
 * members have agreed on what they go on from:
 *
 * <ol>
 *   <li>If the ring is quorate, the first member opens a round.
 *   <li>Whoever is delivered that tells the {@link Version} of its state.
 *   <li>When the last member's word is delivered, the greatest version is chosen, if {@link Agreement} lets it; the first member that has
 *       it sends it to those who lack it.
 *   <li>If a majority has it, it is in force at that place, and the others follow when they have received it. Otherwise it is in force
 *       where the last of it is delivered. Commands that come in between are applied then, in their order.
 * </ol>
 *
 * <p>Another change before that begins again; so does the death of the one that sends the state.
 *
 * <p><b>Everything that is decided is decided by a place in the order of a ring</b>, whether it is delivered there in the regular
 * configuration or in the transitional one that ends it. So two replicas that come from one ring can differ only in how far they got.
 * What is safe and was delivered in the regular configuration, all others of the ring have received, and get as far at least: only
 * that is answered as done. What comes in the transitional one is applied, since others may have answered it, and answered as unknown.
 *
 * <p>Not thread-safe; called only by the actor of the replica. Source: {@code docs/decisions/0016-replicated-state-machine.md}.
 */
public final class Replica {

    /** What has been reached on the ring as it is. */
    private enum Phase {
        /** The ring is not quorate, or there is none yet. */
        IDLE,
        /** The members are to tell what they have. */
        AGREEING,
        /** They have told, and it is not enough. */
        NOT_ENOUGH,
        /** They have chosen, and too few have it. */
        TRANSFERRING,
        /** The chosen state is in force. This replica may lack it still. */
        IN_FORCE
    }

    private final GroupMember self;
    private final ReplicaSettings settings;
    private final Outbox outbox;
    private final List<Held> held = new ArrayList<>();
    private Version version = Version.UNKNOWN;
    private Phase phase = Phase.IDLE;
    private Standing standing = Standing.SUSPENDED;
    private GroupConfiguration configuration;
    private boolean isTransitional;
    private List<GroupMember> members = List.of();
    private Agreement agreement;
    private SnapshotTransfer transfer;
    private boolean hasChosenState;
    private boolean hasAskedAgain;
    private long heldBytes;
    private long changes;
    private long opened;
    private long requests;

    /** A command that waits for a state to be applied to. */
    private record Held(GroupMember sender, Entry entry) {}

    /** Knows nothing yet. */
    public Replica(final GroupMember self, final ReplicaSettings settings) {
        this.self = self;
        this.settings = settings;
        outbox = new Outbox(settings.waitingBytesMax());
    }

    /** Version of the state. */
    public Version version() {
        return version;
    }

    /** The ring as it is, or was if it has ended and the next has not begun; null before the first. */
    public RingId ring() {
        return configuration == null ? null : configuration.ringId();
    }

    /** What the replica can do now. */
    public Standing standing() {
        return standing;
    }

    // What clients want.

    /** Numbers a request that is about to be made. */
    public long nextRequest() {
        return ++requests;
    }

    /** Executes a command under that number. */
    public void onExecute(final long request, final byte[] command, final Effects<ReplicaEffect> out) {
        onRequest(Entry.write(request, command), out);
    }

    /** Reads the state, at a place in the order, under that number. */
    public void onReadOrdered(final long request, final Effects<ReplicaEffect> out) {
        onRequest(Entry.read(request), out);
    }

    private void onRequest(final Entry entry, final Effects<ReplicaEffect> out) {
        if (configuration != null && !isTransitional && phase == Phase.IDLE) {
            refuse(entry, ReplicaEffect.Refusal.NOT_QUORATE, out);
        } else if (phase == Phase.NOT_ENOUGH || !outbox.offer(entry)) {
            refuse(entry, ReplicaEffect.Refusal.TRY_AGAIN, out);
        } else {
            send(out);
        }
    }

    private static void refuse(
            final Entry entry, final ReplicaEffect.Refusal refusal, final Effects<ReplicaEffect> out) {
        // A read that is not answered has left nothing behind.
        final boolean isHarmless = entry.isRead() && refusal == ReplicaEffect.Refusal.UNKNOWN;
        out.add(new ReplicaEffect.Refuse(entry.request(), isHarmless ? ReplicaEffect.Refusal.TRY_AGAIN : refusal));
    }

    // What becomes of what is sent.

    /** What became of the message that was handed over last. */
    public void onSendResult(final SendResult result, final Effects<ReplicaEffect> out) {
        outbox.onSendResult(result);
        refuseInVain(out);
        send(out);
    }

    /** A multicast that was refused would be taken now. */
    public void onFlowControl(final Effects<ReplicaEffect> out) {
        outbox.onRoom();
        send(out);
    }

    private void send(final Effects<ReplicaEffect> out) {
        outbox.send(standing == Standing.SERVING, out);
    }

    /** Requests that wait for a state wait in vain if none can come. */
    private void refuseInVain(final Effects<ReplicaEffect> out) {
        if (isTransitional || configuration == null) {
            return;
        }
        if (phase == Phase.IDLE) {
            outbox.drainWaiting(entry -> refuse(entry, ReplicaEffect.Refusal.NOT_QUORATE, out));
        } else if (phase == Phase.NOT_ENOUGH) {
            outbox.drainWaiting(entry -> refuse(entry, ReplicaEffect.Refusal.TRY_AGAIN, out));
        }
    }

    // What comes in the order.

    /** The group has another configuration. */
    public void onConfiguration(final MemberEvent.ConfigurationChanged changed, final Effects<ReplicaEffect> out) {
        final GroupConfiguration next = changed.configuration();
        if (!next.isRegular()) {
            isTransitional = true;
            if (!changed.joined().isEmpty() || !changed.left().isEmpty()) {
                beginAnew(changed.members(), out);
            }
        } else {
            if (configuration == null || !configuration.ringId().equals(next.ringId())) {
                // Who was on another side may have got further on the ring that has ended.
                giveUpHeld(out);
            }
            configuration = next;
            isTransitional = false;
            beginAnew(changed.members(), out);
        }
        refuseInVain(out);
        changeStanding(out);
    }

    /** The membership is another one: nothing is applied until all have told what they have. */
    private void beginAnew(final List<GroupMember> newMembers, final Effects<ReplicaEffect> out) {
        members = newMembers;
        if (phase == Phase.IN_FORCE) {
            // Those who had the state have applied what we hold back.
            giveUpHeld(out);
        } else {
            // Nobody has applied it, and who has just come has not been told it: its senders send it again.
            outbox.putBack(held.stream()
                    .filter(each -> each.sender.equals(self))
                    .map(Held::entry)
                    .toList());
            dropHeld();
        }
        phase = isQuorate() ? Phase.AGREEING : Phase.IDLE;
        forgetRound();
        outbox.forgetRounds();
        changes++;
        // What comes with the same change is waiting already: one round for all of it.
        out.add(new ReplicaEffect.AwaitMoreChanges(changes));
    }

    private boolean isQuorate() {
        return configuration != null && configuration.verdict().isQuorate();
    }

    private void forgetRound() {
        agreement = null;
        transfer = null;
        hasChosenState = false;
        hasAskedAgain = false;
    }

    private void giveUpHeld(final Effects<ReplicaEffect> out) {
        for (final Held each : held) {
            if (each.sender.equals(self)) {
                refuse(each.entry, ReplicaEffect.Refusal.UNKNOWN, out);
            }
        }
        dropHeld();
    }

    private void dropHeld() {
        held.clear();
        heldBytes = 0;
    }

    /** All that came with change {@code number} has been told. */
    public void onChangeOver(final long number, final Effects<ReplicaEffect> out) {
        if (number == changes
                && isQuorate()
                && !isTransitional
                && members.get(0).equals(self)) {
            open(out);
        }
    }

    private void open(final Effects<ReplicaEffect> out) {
        opened++;
        outbox.add(new ReplicaMessage.Open(configuration.ringId().seq(), opened));
        send(out);
    }

    /** A message of the group. */
    public void onDelivered(final MemberEvent.Delivered delivered, final Effects<ReplicaEffect> out) {
        final ReplicaMessage message = ReplicaMessage.decode(delivered.payload());
        final GroupMember sender = delivered.sender();
        if (message instanceof ReplicaMessage.Requests batch) {
            batch.entries().forEach(entry -> onEntry(sender, entry, out));
        } else if (message instanceof ReplicaMessage.Open open) {
            onOpen(new Round(open.ringSeq(), sender, open.number()), out);
        } else if (message instanceof ReplicaMessage.Tell tell) {
            onTell(sender, tell, out);
        } else if (message instanceof ReplicaMessage.Chunk chunk) {
            onChunk(sender, chunk, out);
        }
        changeStanding(out);
        send(out);
    }

    private void onEntry(final GroupMember sender, final Entry entry, final Effects<ReplicaEffect> out) {
        if (phase == Phase.IN_FORCE && hasChosenState) {
            apply(sender, entry, out);
        } else if (phase != Phase.IDLE) {
            hold(sender, entry, out);
        } else if (sender.equals(self)) {
            refuse(entry, ReplicaEffect.Refusal.NOT_QUORATE, out);
        }
    }

    private void hold(final GroupMember sender, final Entry entry, final Effects<ReplicaEffect> out) {
        held.add(new Held(sender, entry));
        heldBytes += entry.bytes();
        if (heldBytes > settings.heldBackBytesMax() && phase == Phase.IN_FORCE && !hasAskedAgain) {
            hasAskedAgain = true;
            open(out);
        }
    }

    private void apply(final GroupMember sender, final Entry entry, final Effects<ReplicaEffect> out) {
        final boolean isOwn = sender.equals(self);
        if (!entry.isRead()) {
            version = version.after(sender, entry.request());
            out.add(new ReplicaEffect.Apply(
                    version, sender, entry.command(), isOwn ? entry.request() : 0, !isTransitional));
        } else if (isOwn && isTransitional) {
            refuse(entry, ReplicaEffect.Refusal.TRY_AGAIN, out);
        } else if (isOwn) {
            out.add(new ReplicaEffect.Read(entry.request()));
        }
    }

    private void onOpen(final Round round, final Effects<ReplicaEffect> out) {
        if (phase == Phase.IDLE) {
            return;
        }
        if (phase == Phase.IN_FORCE) {
            giveUpHeld(out);
        }
        phase = Phase.AGREEING;
        forgetRound();
        final int replicas = settings.replicas() > 0
                ? settings.replicas()
                : configuration.verdict().expectedVotes();
        agreement = new Agreement(round, members, replicas);
        outbox.add(new ReplicaMessage.Tell(round, version));
    }

    private void onTell(final GroupMember sender, final ReplicaMessage.Tell tell, final Effects<ReplicaEffect> out) {
        if (phase != Phase.AGREEING || agreement == null || !agreement.round().equals(tell.round())) {
            // Said before the membership changed.
            return;
        }
        agreement.onTold(sender, tell.version());
        if (agreement.isComplete()) {
            decide(out);
        }
    }

    private void decide(final Effects<ReplicaEffect> out) {
        if (!agreement.isEnough()) {
            phase = Phase.NOT_ENOUGH;
            refuseInVain(out);
            return;
        }
        hasChosenState = version.equals(agreement.chosen());
        if (!agreement.isHeldByAll()) {
            transfer = new SnapshotTransfer(agreement.round(), agreement.source(), settings.chunkBytes());
            if (agreement.source().equals(self)) {
                out.add(new ReplicaEffect.TakeSnapshot());
            }
        }
        if (agreement.isHeldByAll() || agreement.isHeldByMajority()) {
            phase = Phase.IN_FORCE;
            goOn(out);
        } else {
            phase = Phase.TRANSFERRING;
        }
    }

    /** The state in the place of {@link ReplicaEffect.TakeSnapshot}. */
    public void onSnapshotTaken(final byte[] snapshot, final Effects<ReplicaEffect> out) {
        if (transfer != null) {
            outbox.add(transfer.begin(snapshot));
            send(out);
        }
    }

    private void onChunk(final GroupMember sender, final ReplicaMessage.Chunk chunk, final Effects<ReplicaEffect> out) {
        if (transfer == null || !transfer.accepts(sender, chunk)) {
            return;
        }
        if (!transfer.onChunk(chunk)) {
            if (sender.equals(self)) {
                // One at a time, so that others have room beside it.
                outbox.add(transfer.next());
            }
            return;
        }
        final boolean wasLacking = !hasChosenState;
        if (wasLacking) {
            out.add(new ReplicaEffect.InstallSnapshot(transfer.snapshot()));
            version = agreement.chosen();
            hasChosenState = true;
        }
        transfer = null;
        if (phase == Phase.TRANSFERRING || wasLacking) {
            phase = Phase.IN_FORCE;
            goOn(out);
        }
    }

    /** The chosen state is in force. Whoever has it goes on from it; who lacks it does so when it has come. */
    private void goOn(final Effects<ReplicaEffect> out) {
        if (!hasChosenState) {
            return;
        }
        final long ringSeq = configuration.ringId().seq();
        final Version begun = agreement.isNewLife() ? version.inNewLife(ringSeq) : version.inForceOn(ringSeq);
        // The round is an entry itself, so that two rings never have the same version of a state.
        version = begun.after(agreement.round().opener(), agreement.round().number());
        out.add(new ReplicaEffect.Retain(version, agreement.stayed()));
        held.forEach(each -> apply(each.sender, each.entry, out));
        dropHeld();
    }

    private void changeStanding(final Effects<ReplicaEffect> out) {
        final Standing now = standingNow();
        if (now != standing) {
            standing = now;
            out.add(new ReplicaEffect.StandingChanged(now));
        }
    }

    private Standing standingNow() {
        if (isTransitional || phase == Phase.IDLE) {
            return Standing.SUSPENDED;
        }
        if (phase == Phase.NOT_ENOUGH) {
            return Standing.FORGOTTEN;
        }
        return phase == Phase.IN_FORCE && hasChosenState ? Standing.SERVING : Standing.CATCHING_UP;
    }
}
