/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

import io.totemic.protocol.Alarm;
import io.totemic.protocol.Deadlines;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The alarms of one loop. Those due go off in order of creation, whatever their times, so that a run can be repeated.
 *
 * <p>A node has a dozen of them: a list is the fastest order there is. Called only by the loop.
 */
final class LoopAlarms {

    private final List<Entry> entries = new ArrayList<>();
    private long earliestNs = Deadlines.NONE;

    Alarm create(final Runnable onDue, final Runnable onSet) {
        final Entry entry = new Entry(onDue, onSet);
        entries.add(entry);
        return entry;
    }

    /** Not after the earliest alarm set; {@link Deadlines#NONE} if none is. */
    long earliestNs() {
        return earliestNs;
    }

    /** Runs what is due at {@code nowNs} and answers how many. An alarm set to a time that is due goes off next time. */
    int fire(final long nowNs, final Consumer<Throwable> onFailure) {
        if (nowNs < earliestNs) {
            return 0;
        }
        int fired = 0;
        final int count = entries.size();
        for (int i = 0; i < count; i++) {
            final Entry entry = entries.get(i);
            entry.isDue = entry.dueNs <= nowNs;
        }
        for (int i = 0; i < count; i++) {
            final Entry entry = entries.get(i);
            if (entry.isDue) {
                entry.isDue = false;
                entry.dueNs = Deadlines.NONE;
                fired++;
                run(entry, onFailure);
            }
        }
        earliestNs = Deadlines.NONE;
        for (int i = 0; i < entries.size(); i++) {
            earliestNs = Math.min(earliestNs, entries.get(i).dueNs);
        }
        return fired;
    }

    private static void run(final Entry entry, final Consumer<Throwable> onFailure) {
        try {
            entry.onDue.run();
        } catch (final Throwable failure) {
            onFailure.accept(failure);
        }
    }

    private final class Entry implements Alarm {
        private final Runnable onDue;
        private final Runnable onSet;
        private long dueNs = Deadlines.NONE;
        private boolean isDue;

        Entry(final Runnable onDue, final Runnable onSet) {
            this.onDue = onDue;
            this.onSet = onSet;
        }

        @Override
        public void set(final long newDueNs) {
            onSet.run();
            dueNs = newDueNs;
            isDue = false;
            earliestNs = Math.min(earliestNs, newDueNs);
        }
    }
}
