/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.lock.core;

import io.totemic.protocol.group.GroupMember;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Who holds a lock, and who waits for it in which order. The same at all replicas.
 *
 * @param queue the holder, if there is one, and behind it those who wait
 * @param token of the holder: when it was granted
 */
public record LockState(List<Owner> queue, Token token) {

    /** Nobody wants it. */
    public static final LockState FREE = new LockState(List.of(), Token.NONE);

    public LockState {
        queue = List.copyOf(queue);
    }

    /** Whether that one holds the lock. */
    public boolean isHeldBy(final Owner owner) {
        return !queue.isEmpty() && queue.get(0).equals(owner);
    }

    /** Whether that one holds the lock or waits for it. */
    public boolean contains(final Owner owner) {
        return queue.contains(owner);
    }

    /** That one wants it, at {@code now} of the order; nothing changes if it does already. */
    public LockState acquire(final Owner owner, final Token now) {
        if (queue.contains(owner)) {
            return this;
        }
        final List<Owner> longer = new ArrayList<>(queue);
        longer.add(owner);
        return new LockState(longer, queue.isEmpty() ? now : token);
    }

    /** That one does not want it any more, or never did. */
    public LockState release(final Owner owner, final Token now) {
        final List<Owner> shorter = new ArrayList<>(queue);
        shorter.remove(owner);
        return follow(shorter, now);
    }

    /** Only those on these replicas are there still. */
    public LockState retain(final SortedSet<GroupMember> stayed, final Token now) {
        final List<Owner> shorter = new ArrayList<>(queue);
        shorter.removeIf(owner -> !stayed.contains(owner.replica()));
        return follow(shorter, now);
    }

    private LockState follow(final List<Owner> next, final Token now) {
        final boolean isHeldOn = !next.isEmpty() && isHeldBy(next.get(0));
        return new LockState(next, isHeldOn ? token : now);
    }
}
