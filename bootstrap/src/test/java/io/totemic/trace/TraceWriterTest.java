/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.Position;
import io.totemic.protocol.message.RegularMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceWriterTest {

    private static final NodeId SELF = NodeId.of(3);
    private static final NodeId OTHER = NodeId.of(5);
    private static final RingId OLD = new RingId(SELF, 4);
    private static final RingId RING = new RingId(SELF, 0x1c);
    private static final RingId NEXT = new RingId(SELF, 0x20);
    private static final String HEADER = "totemic-trace 1 node 3 incarnation \\d+ base \\d+ cluster my\\+own";

    @TempDir
    private Path directory;

    @Test
    void shouldWriteALineForEachEventAndTheEnd() throws IOException {
        final Path file = directory.resolve("trace");
        try (TraceWriter writer = TraceWriter.open(file, SELF, "my own", 100)) {
            writer.configurationDelivered(new TransitionalConfiguration(RING, OLD, NodeSet.of(SELF), NodeSet.EMPTY));
            writer.configurationDelivered(new RegularConfiguration(RING, NodeSet.of(SELF, OTHER), NodeSet.of(OTHER)));
            writer.originated(frame(7));
            writer.delivered(frame(7));
            writer.delivered(new RegularMessage(OTHER, 8, 0, RING, false, true, new byte[] {-1}));
        }

        assertThat(events(file))
                .containsExactly(
                        "transitional 3.1c from 3.4 members 3 left -",
                        "regular 3.1c 3,5 joined 5",
                        "originated 3.1c:7 3 1e",
                        "delivered 3.1c:7 3 1e",
                        "delivered 3.1c:8 5 1e safe",
                        "end");
        assertThat(Files.readAllLines(file).get(0)).matches(HEADER);
    }

    @Test
    void shouldRecordWhatTheFirstMemberOfAGroupIsTold() throws IOException {
        final Path file = directory.resolve("trace");
        final GroupMember member = new GroupMember(SELF, 1);
        final TreeMap<GroupMember, ChangeReason> joined = new TreeMap<>();
        joined.put(member, ChangeReason.JOIN);
        try (TraceWriter writer = TraceWriter.open(file, SELF, "my own", 100)) {
            final var recorder = writer.member("a b").orElseThrow();
            assertThat(writer.member("a b")).isEmpty();
            recorder.accept(new MemberEvent.ConfigurationChanged(
                    "a b", configuration(RING), List.of(member), joined, new TreeMap<>()));
            recorder.accept(new MemberEvent.ConfigurationChanged(
                    "a b", configuration(NEXT), List.of(member), new TreeMap<>(), new TreeMap<>()));
            recorder.accept(new MemberEvent.Delivered("a b", member, new Position(NEXT, 7, 0), new byte[0]));
        }

        assertThat(events(file))
                .containsExactly(
                        "view a+b 3/1 joined 3/1=JOIN left -",
                        "group-ring a+b 3.20 3,5 companions 3 QUORATE",
                        "message a+b 3.20:7 3/1 ~1",
                        "end");
    }

    @Test
    void shouldSayHowManyLinesDidNotFit() throws IOException {
        final Path file = directory.resolve("trace");
        try (TraceWriter writer = TraceWriter.open(file, SELF, "my own", 4)) {
            for (int seq = 1; seq <= 10; seq++) {
                writer.delivered(frame(seq));
            }
        }

        assertThat(events(file))
                .containsExactly(
                        "delivered 3.1c:1 3 1e",
                        "delivered 3.1c:2 3 1e",
                        "delivered 3.1c:3 3 1e",
                        "delivered 3.1c:4 3 1e",
                        "gap 6",
                        "end");
    }

    @Test
    void shouldGoOnBehindALineThatWasCut() throws IOException {
        final Path file = directory.resolve("trace");
        Files.writeString(file, "first\n12 deliv");
        TraceWriter.open(file, SELF, "my own", 4).close();

        final List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(4).startsWith("first", "12 deliv~");
        assertThat(lines.get(2)).matches(HEADER);
    }

    private static GroupConfiguration configuration(final RingId ringId) {
        return new GroupConfiguration(
                GroupConfiguration.Kind.REGULAR,
                ringId,
                NodeSet.of(SELF, OTHER),
                NodeSet.of(SELF),
                new QuorumVerdict(QuorumVerdict.State.QUORATE, 2, 2, 2));
    }

    private static RegularMessage frame(final int seq) {
        return new RegularMessage(SELF, seq, 0, RING, false, false, new byte[] {-1});
    }

    /** The lines behind the header, without their times. */
    private static List<String> events(final Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }
}
