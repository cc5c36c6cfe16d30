/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import io.totemic.PayloadCodec;
import io.totemic.UnreadableMessageException;
import io.totemic.protocol.group.GroupMember;
import io.totemic.replicated.Place;
import io.totemic.replicated.StateMachine;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A map of numbers, each a register and a counter: what histories are made of. */
final class MapMachine implements StateMachine<SortedMap<Integer, Long>, MapMachine.Change, Long> {

    /** What is done to a number. */
    enum Kind {
        /** The number is {@code value} from now on. Answers with what it was. */
        PUT(1),
        /** The number is more by {@code value}. Answers with what it was. */
        ADD(2),
        /** The number is {@code value} from now on if it is {@code expected} now. Answers with what it was. */
        SWAP(3),
        /** Answers with what it is. */
        GET(4);

        private final int code;

        Kind(final int code) {
            this.code = code;
        }

        private static Kind of(final int code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElseThrow(() -> new UnreadableMessageException("there is no kind " + code, null));
        }
    }

    /** One operation on one number. */
    record Change(int key, Kind kind, long expected, long value) {
        long next(final long number) {
            return switch (kind) {
                case PUT -> value;
                case ADD -> number + value;
                case SWAP -> number == expected ? value : number;
                case GET -> number;
            };
        }
    }

    static final PayloadCodec<Change> CHANGES = new PayloadCodec<>() {
        @Override
        public byte[] encode(final Change change) {
            return ByteBuffer.allocate(Integer.BYTES + 1 + 2 * Long.BYTES)
                    .putInt(change.key)
                    .put((byte) change.kind.code)
                    .putLong(change.expected)
                    .putLong(change.value)
                    .array();
        }

        @Override
        public Change decode(final byte[] payload) {
            final ByteBuffer buffer = ByteBuffer.wrap(payload);
            return new Change(buffer.getInt(), Kind.of(buffer.get()), buffer.getLong(), buffer.getLong());
        }
    };

    static final PayloadCodec<SortedMap<Integer, Long>> STATES = new PayloadCodec<>() {
        @Override
        public byte[] encode(final SortedMap<Integer, Long> state) {
            final ByteBuffer buffer = ByteBuffer.allocate(state.size() * (Integer.BYTES + Long.BYTES));
            state.forEach((key, value) -> buffer.putInt(key).putLong(value));
            return buffer.array();
        }

        @Override
        public SortedMap<Integer, Long> decode(final byte[] payload) {
            final ByteBuffer buffer = ByteBuffer.wrap(payload);
            final TreeMap<Integer, Long> state = new TreeMap<>();
            while (buffer.hasRemaining()) {
                state.put(buffer.getInt(), buffer.getLong());
            }
            return Collections.unmodifiableSortedMap(state);
        }
    };

    /** One number by itself, as a client sees it. */
    static final SequentialModel<Long, Change, Long> NUMBER = new SequentialModel<>() {
        @Override
        public Long initialState() {
            return 0L;
        }

        @Override
        public Long next(final Long state, final Change input) {
            return input.next(state);
        }

        @Override
        public Long output(final Long state, final Change input) {
            return state;
        }
    };

    @Override
    public SortedMap<Integer, Long> initialState() {
        return Collections.emptySortedMap();
    }

    @Override
    public Applied<SortedMap<Integer, Long>, Long> apply(
            final SortedMap<Integer, Long> state, final Change change, final GroupMember sender, final Place place) {
        final long before = state.getOrDefault(change.key, 0L);
        final TreeMap<Integer, Long> after = new TreeMap<>(state);
        after.put(change.key, change.next(before));
        return new Applied<>(Collections.unmodifiableSortedMap(after), before);
    }
}
