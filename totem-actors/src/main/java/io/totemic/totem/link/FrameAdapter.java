/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.membership.MembershipActor;
import io.totemic.protocol.codec.FrameCodec;
import io.totemic.protocol.codec.KnownIds;
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
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the link into the rooms: has each frame checked, decodes it once and tells the actor whose it is. Knows nothing of the
 * protocol.
 *
 * <p>Called only by the ring loop.
 */
public final class FrameAdapter implements LoopDuty {

    private static final Logger LOG = LoggerFactory.getLogger(FrameAdapter.class);

    private final Links links;
    private final FrameIntake intake;
    private final FramePublisher publisher;
    private final long resubscribeAfterNs;
    private final ActorRef<MembershipActor.Command> membership;
    private final ActorRef<TrackerCommand> tracker;
    private final ActorRef<HolderCommand> holder;

    private final KnownIds known;
    private final Links.Receiver receiver = this::onFrame;
    private List<RegularMessage> batch = new ArrayList<>();
    private long receivedDataFrames;

    /**
     * Of one node.
     *
     * @param intake lets through what is genuine and new
     * @param resubscribeAfterNs after a pause this long the ring has gone on without us, in ns
     */
    public FrameAdapter(
            final Links links,
            final FramePublisher publisher,
            final FrameIntake intake,
            final long resubscribeAfterNs,
            final ActorRef<MembershipActor.Command> membership,
            final ActorRef<TrackerCommand> tracker,
            final ActorRef<HolderCommand> holder) {
        this.links = links;
        this.publisher = publisher;
        this.intake = intake;
        known = new KnownIds(intake.configured());
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

    private boolean onFrame(final DirectBuffer buffer, final int offset, final int length) {
        final DirectBuffer frame = intake.take(buffer, offset, length);
        if (frame == null) {
            return false;
        }
        route(FrameCodec.decode(frame, 0, frame.capacity(), known));
        return true;
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
            if (batch.size() == 1) {
                tracker.tell(new TrackerCommand.FramesReceived(List.of(batch.get(0))));
                batch.clear();
            } else {
                tracker.tell(new TrackerCommand.FramesReceived(batch));
                batch = new ArrayList<>();
            }
        }
    }
}
