/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.membership.RingIdStore;
import io.totemic.protocol.RingId;
import io.totemic.quorum.ExpectedVotesStore;
import java.util.function.Consumer;

/**
 * The ring id file of one node and that of its expected votes, which outlive its incarnations. As in production a write may overtake another, and one that was
 * overtaken takes nothing back.
 */
final class SimulatedDisk {

    /** One write of so many is done before anything else can happen. */
    private static final int INSTANT_WRITES = 8;

    private static final long MIN_WRITE_NS = 100_000L;
    private static final int WRITE_NS = 2_000_000;
    private static final int SLOW_WRITE_NS = 2_000_000_000;

    /** One write of so many is slow. */
    private static final int SLOW_WRITES = 10;

    private final SimulatedScheduling scheduling;
    private long stored;
    private int storedVotes;
    private int losses;
    private boolean isFaulty;
    private long writeNs;

    /** With {@code isFaulty}, one write of ten is slow. */
    SimulatedDisk(final SimulatedScheduling scheduling, final boolean isFaulty) {
        this.scheduling = scheduling;
        this.isFaulty = isFaulty;
    }

    /** The file is gone, or torn, which the node treats alike. */
    void lose() {
        // What a node without a file takes: the time of day, in ms.
        stored = scheduling.nowNs() / 1_000_000;
        storedVotes = 0;
        losses++;
    }

    /** The file has this sequence. */
    void put(final long ringSeq) {
        stored = ringSeq;
    }

    /** How often its content was lost. */
    int losses() {
        return losses;
    }

    /** Each write takes so long; 0 is as usual. */
    void slow(final long newWriteNs) {
        writeNs = newWriteNs;
    }

    /** No write is slow any more. */
    void heal() {
        isFaulty = false;
        writeNs = 0;
    }

    /** The file as one incarnation has it open; {@code onWritten} is run after each write. */
    Mount mount(final Runnable onWritten) {
        return new Mount(onWritten);
    }

    private long tookNs() {
        if (writeNs > 0) {
            return writeNs;
        }
        if (scheduling.random().nextInt(INSTANT_WRITES) == 0) {
            return 0;
        }
        final boolean isSlow = isFaulty && scheduling.random().nextInt(SLOW_WRITES) == 0;
        return MIN_WRITE_NS + scheduling.random().nextInt(isSlow ? SLOW_WRITE_NS : WRITE_NS);
    }

    /** What one incarnation has; closed with it, and what it still had to write is lost. */
    final class Mount implements RingIdStore {
        private final Runnable onWritten;
        private boolean isClosed;

        private Mount(final Runnable onWritten) {
            this.onWritten = onWritten;
        }

        void close() {
            isClosed = true;
        }

        /** The file beside the ring id. */
        ExpectedVotesStore expectedVotes() {
            return new ExpectedVotesStore() {
                @Override
                public int load() {
                    return storedVotes;
                }

                @Override
                public void store(final int votes) {
                    scheduling.schedule(tookNs(), () -> {
                        if (!isClosed) {
                            storedVotes = Math.max(storedVotes, votes);
                        }
                    });
                }
            };
        }

        @Override
        public long load() {
            return stored;
        }

        @Override
        public void persist(final long seq, final Consumer<Throwable> onDone) {
            scheduling.schedule(tookNs(), () -> {
                if (!isClosed) {
                    stored = stored == 0 ? seq : RingId.youngerSeq(stored, seq);
                    onDone.accept(null);
                    onWritten.run();
                }
            });
        }
    }
}
