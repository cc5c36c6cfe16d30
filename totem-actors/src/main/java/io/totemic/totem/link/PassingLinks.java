/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.NodeId;
import org.agrona.DirectBuffer;

/** Links that hand everything on to others: for whoever stands in between to watch or to disturb, and overrides that. */
public abstract class PassingLinks implements Links {

    private final Links links;

    /** Before {@code links}. */
    protected PassingLinks(final Links links) {
        this.links = links;
    }

    @Override
    public void multicastData(final DirectBuffer buffer, final int offset, final int length) {
        links.multicastData(buffer, offset, length);
    }

    @Override
    public boolean sendToken(final NodeId peer, final DirectBuffer buffer, final int offset, final int length) {
        return links.sendToken(peer, buffer, offset, length);
    }

    @Override
    public void broadcastControl(final DirectBuffer buffer, final int offset, final int length) {
        links.broadcastControl(buffer, offset, length);
    }

    @Override
    public void sendControl(final NodeId peer, final DirectBuffer buffer, final int offset, final int length) {
        links.sendControl(peer, buffer, offset, length);
    }

    @Override
    public int drive() {
        return links.drive();
    }

    @Override
    public int pollData(final Receiver receiver, final int limitFrames) {
        return links.pollData(receiver, limitFrames);
    }

    @Override
    public int pollTokenAndControl(final Receiver receiver, final int limitFrames) {
        return links.pollTokenAndControl(receiver, limitFrames);
    }

    @Override
    public void resubscribe() {
        links.resubscribe();
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
    public void close() {
        links.close();
    }
}
