/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.membership.MembershipActor;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameCodec;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.codec.FrameSanity;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import io.totemic.protocol.message.TotemMessage;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.TrackerCommand;
import io.totemic.totem.loop.LoopDuty;
import io.totemic.totem.loop.Pause;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the link into the rooms: checks each frame, decodes it once and tells the actor whose it is. Knows nothing of the
 * protocol.
 *
 * <p>Called only by the ring loop. What is wrong with a frame is counted and never thrown.
 */
public final class FrameAdapter implements LoopDuty {

    private static final Logger LOG = LoggerFactory.getLogger(FrameAdapter.class);

    private final Links links;
    private final NodeSet peers;
    private final EnvelopeCodec envelopes;
    private final FrameCounters counters;
    private final FramePublisher publisher;
    private final long resubscribeAfterNs;
    private final ActorRef<MembershipActor.Command> membership;
    private final ActorRef<TrackerCommand> tracker;
    private final ActorRef<HolderCommand> holder;

    private final Links.Receiver receiver = this::onFrame;
    private final DirectBuffer plain = new UnsafeBuffer(0, 0);
    private List<RegularMessage> batch = new ArrayList<>();
    private long receivedDataFrames;

    /**
     * Of one node.
     *
     * @param self this node; frames that claim to be its own are dropped
     * @param configured the nodelist; frames of others are dropped
     * @param resubscribeAfterNs after a pause this long the ring has gone on without us, in ns
     */
    public FrameAdapter(
            final Links links,
            final FramePublisher publisher,
            final NodeId self,
            final NodeSet configured,
            final EnvelopeCodec envelopes,
            final FrameCounters counters,
            final long resubscribeAfterNs,
            final ActorRef<MembershipActor.Command> membership,
            final ActorRef<TrackerCommand> tracker,
            final ActorRef<HolderCommand> holder) {
        this.links = links;
        this.publisher = publisher;
        peers = configured.minus(self);
        this.envelopes = envelopes;
        this.counters = counters;
        this.resubscribeAfterNs = resubscribeAfterNs;
        this.membership = membership;
        this.tracker = tracker;
        this.holder = holder;
    }

    @Override
    public int drive() {
        return links.drive();
    }

    @Override
    public int pollData(final int limitFrames) {
        final int polled = links.pollData(receiver, limitFrames);
        flushBatch();
        return polled;
    }

    @Override
    public int pollTokenAndControl(final int limitFrames) {
        // Taken before anything is handled: what a handler sends to itself belongs to the next turn.
        final Deque<TotemMessage> own = publisher.takeOwnFrames();
        int work = own.size();
        for (TotemMessage message = own.pollFirst(); message != null; message = own.pollFirst()) {
            route(message);
        }
        work += links.pollTokenAndControl(receiver, limitFrames);
        flushBatch();
        return work;
    }

    @Override
    public long dataFrames() {
        return receivedDataFrames + publisher.sentDataFrames();
    }

    @Override
    public boolean sleep(final long waitNs) {
        return links.sleep(waitNs);
    }

    @Override
    public void wake() {
        links.wake();
    }

    @Override
    public void onPause(final Pause pause) {
        LOG.warn(
                "Totemic ring loop was not scheduled (@{}) for {} ms (threshold is {} ms){}. Consider token timeout increase.",
                System.currentTimeMillis(),
                millis(pause.lengthNs()),
                millis(pause.thresholdNs()),
                pause.isMostlyGc() ? ", of which GC " + millis(pause.gcNs()) + " ms" : "");
        if (pause.lengthNs() >= resubscribeAfterNs) {
            LOG.info("Process pause detected for {} ms, flushing membership messages.", millis(pause.lengthNs()));
            links.resubscribe();
        }
    }

    private static long millis(final long ns) {
        return TimeUnit.NANOSECONDS.toMillis(ns);
    }

    private void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        final FrameFault fault = faultOf(buffer, offset, length);
        if (fault != null) {
            counters.count(fault);
            return;
        }
        route(FrameCodec.decode(plain, 0, plain.capacity()));
    }

    private FrameFault faultOf(final DirectBuffer buffer, final int offset, final int length) {
        final FrameFault fault = envelopes.checkFixedPart(buffer, offset, length);
        if (fault != null) {
            return fault;
        }
        final int transmitter = EnvelopeCodec.transmitter(buffer, offset);
        if (transmitter == 0 || !peers.contains(new NodeId(transmitter))) {
            return FrameFault.TRANSMITTER;
        }
        final FrameFault damage = envelopes.open(buffer, offset, length, plain);
        return damage != null ? damage : FrameSanity.check(plain, 0, plain.capacity());
    }

    private void route(final TotemMessage message) {
        if (message instanceof RegularMessage frame) {
            receivedDataFrames++;
            batch.add(frame);
            return;
        }
        // Data frames go first, since the link had them first.
        flushBatch();
        if (message instanceof OrfToken token) {
            tracker.tell(new TrackerCommand.TokenReceived(token));
        } else if (message instanceof Join join) {
            membership.tell(new MembershipActor.JoinReceived(join));
        } else if (message instanceof CommitToken token) {
            membership.tell(new MembershipActor.CommitTokenReceived(token));
        } else if (message instanceof MergeDetect mergeDetect) {
            membership.tell(new MembershipActor.MergeDetectReceived(mergeDetect));
        } else if (message instanceof TokenHoldCancel cancel) {
            holder.tell(new HolderCommand.HoldCancelReceived(cancel));
        }
    }

    private void flushBatch() {
        if (!batch.isEmpty()) {
            tracker.tell(new TrackerCommand.FramesReceived(batch));
            batch = new ArrayList<>();
        }
    }
}
