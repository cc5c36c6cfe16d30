/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.GroupConfiguration.Kind;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.MemberEvent.ConfigurationChanged;
import io.totemic.protocol.group.MemberEvent.Delivered;
import io.totemic.protocol.group.Position;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SequenceRecorderTest {

    private static final RingId FIRST = new RingId(NodeId.of(1), 4);
    private static final RingId SECOND = new RingId(NodeId.of(1), 8);
    private static final RingId THIRD = new RingId(NodeId.of(2), 12);
    private static final long LIFE = 7;

    private final List<String> lines = new ArrayList<>();
    private final SequenceRecorder recorder = new SequenceRecorder(lines::add, 1, new AtomicLong());

    private static NodeSet nodes(final int... nodes) {
        return NodeSet.copyOf(IntStream.of(nodes).mapToObj(NodeId::of).toList());
    }

    private static MemberEvent changed(
            final Kind kind, final RingId ringId, final NodeSet nodes, final NodeSet companions) {
        return new ConfigurationChanged(
                "bench",
                new GroupConfiguration(kind, ringId, nodes, companions, null),
                List.of(),
                Collections.unmodifiableSortedMap(new TreeMap<>()),
                Collections.unmodifiableSortedMap(new TreeMap<>()));
    }

    private static MemberEvent message(final int node, final RingId ringId, final int seq, final long number) {
        final byte[] payload = ByteBuffer.allocate(SequenceWriter.HEADER_BYTES)
                .putLong(LIFE)
                .putLong(number)
                .putLong(0)
                .array();
        return new Delivered("bench", new GroupMember(NodeId.of(node), 1), new Position(ringId, seq, 0), payload);
    }

    private List<String> said(final String word) {
        return lines.stream().filter(line -> line.startsWith(word + " ")).toList();
    }

    /** On two rings, of which the second begins with messages that were recovered of the first. */
    private static List<MemberEvent> twoRings(final NodeSet companions, final long lastNumber) {
        return List.of(
                changed(Kind.REGULAR, FIRST, nodes(1, 2, 3), nodes(1, 2, 3)),
                changed(Kind.REGULAR, SECOND, nodes(1, 2, 3), nodes(1, 2, 3)),
                message(2, SECOND, 1, 1),
                message(3, SECOND, 2, 1),
                changed(Kind.TRANSITIONAL, SECOND, nodes(1, 2), companions),
                message(2, SECOND, 3, lastNumber),
                changed(Kind.REGULAR, THIRD, nodes(1, 2), companions),
                changed(Kind.REGULAR, THIRD, nodes(1, 2), companions));
    }

    @Test
    void shouldTellOfASegmentWithItsCompanionsWhenTheNextRingIsTold() {
        recorder.onEvents(twoRings(nodes(1, 2), 2));

        assertThat(said("SEGMENT")).singleElement().satisfies(line -> assertThat(line)
                .startsWith("SEGMENT 1.8 2.c/1,2 3 "));
        assertThat(said("RING")).containsExactly("RING 1.8 1,2,3", "RING 2.c 1,2");
        assertThat(said("FAULT")).isEmpty();
    }

    @Test
    void shouldHashTheSameForTheSameAndOtherwiseForAnythingElse() {
        recorder.onEvents(twoRings(nodes(1, 2), 2));
        final List<String> again = new ArrayList<>();
        new SequenceRecorder(again::add, 2, new AtomicLong()).onEvents(twoRings(nodes(1, 2), 2));
        final List<String> other = new ArrayList<>();
        new SequenceRecorder(other::add, 2, new AtomicLong()).onEvents(twoRings(nodes(1, 2), 3));
        final List<String> alone = new ArrayList<>();
        new SequenceRecorder(alone::add, 2, new AtomicLong()).onEvents(twoRings(nodes(2), 2));

        assertThat(again).filteredOn(line -> line.startsWith("SEGMENT")).isEqualTo(said("SEGMENT"));
        assertThat(other)
                .filteredOn(line -> line.startsWith("SEGMENT"))
                .hasSize(1)
                .isNotEqualTo(said("SEGMENT"));
        assertThat(alone)
                .filteredOn(line -> line.startsWith("SEGMENT"))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("SEGMENT 1.8 2.c/2 3 "));
    }

    @Test
    void shouldTellOfAGapInTheNumbersOfASender() {
        recorder.onEvents(List.of(message(2, FIRST, 1, 1), message(3, FIRST, 2, 5), message(2, FIRST, 3, 3)));

        assertThat(said("FAULT")).containsExactly("FAULT 2 1 3 1.4");
        recorder.report();
        assertThat(said("DELIVERED")).containsExactly("DELIVERED 1 2:7:3,3:7:5");
    }
}
