/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationOptions;
import io.totemic.simulation.check.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of one simulated run, with crashes, as texts: as they were written, and edited. */
final class TraceReaderTest {

    /** A run in which nodes crash, one of them loses its disk, and rings change often. */
    private static final long SEED = 6;

    private static final String DELIVERED = " delivered ";

    private static Trace trace;

    @BeforeAll
    static void run() {
        try (Simulation simulation = new Simulation()) {
            trace = simulation.record(SimulationOptions.DEFAULT.scenario(SEED)).trace();
        }
    }

    @Test
    void shouldReadWhatWasWritten(@TempDir final Path directory) throws IOException {
        final RecordedRun read = TraceReader.read(TraceText.write(trace, directory));

        assertThat(read.notes()).isEmpty();
        assertThat(read.groups()).containsOnlyKeys("simulated");
        final Trace again = read.groups().get("simulated");
        assertThat(again.ringProcesses()).containsExactlyInAnyOrderElementsOf(trace.ringProcesses());
        assertThat(again.processes()).containsExactlyInAnyOrderElementsOf(trace.processes());
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            assertThat(again.ringEventsOf(process))
                    .isEqualTo(trace.ringEventsOf(process).stream()
                            .filter(event -> !(event instanceof Trace.FrameHeld))
                            .toList());
            assertThat(again.eventsOf(process)).isEqualTo(trace.eventsOf(process));
            assertThat(again.isDiskLost(process)).isEqualTo(trace.isDiskLost(process));
        }
        assertThat(trace.lives()).as("nodes crash and start again").hasSizeGreaterThan(5);
        assertThat(TraceCheck.violations(read)).isEmpty();
    }

    @Test
    void shouldFindFramesThatWereSwapped() {
        assertThat(violationsAfter(TraceReaderTest::swapDeliveries))
                .anyMatch(found -> found.startsWith("E6c IncreasingOrder: "));
    }

    @Test
    void shouldFindAFrameThatWasDeliveredTwice() {
        assertThat(violationsAfter(lines -> {
                    final int at = middle(lines, " delivered ");
                    lines.add(at, lines.get(at));
                    return lines;
                }))
                .anyMatch(found -> found.startsWith("E1d NoDuplication: ") && found.endsWith(" twice"));
    }

    @Test
    void shouldFindAFrameThatNobodyOriginated() {
        assertThat(violationsAfter(lines -> {
                    final int at = deliveredByOthersToo(lines);
                    final String line = lines.get(at);
                    lines.set(at, line.substring(0, line.lastIndexOf(' ')) + " 0");
                    return lines;
                }))
                .anyMatch(found -> found.startsWith("E1b NoInvention: ") && found.endsWith("which nobody originated"))
                .anyMatch(found -> found.startsWith("E6b OneOrder: "));
    }

    @Test
    void shouldFindAFrameThatIsMissing() {
        assertThat(violationsAfter(lines -> {
                    lines.remove(deliveredByOthersToo(lines));
                    return lines;
                }))
                .anyMatch(found -> found.startsWith("E5 CausalDelivery: ")
                        && found.contains("when it had delivered 0 of 1 frames"));
    }

    @Test
    void shouldFindAHopThatWasTakenTwice() {
        assertThat(violationsAfter(lines -> {
                    final int at = middle(lines, " token ");
                    lines.add(at, lines.get(at));
                    return lines;
                }))
                .anyMatch(found -> found.startsWith("R1 OneToken: "));
    }

    @Test
    void shouldFindASafeFrameThatIsMissing() {
        assertThat(violationsAfter(lines -> {
                    final Map<NodeId, String> others = others();
                    lines.remove(firstFrom(
                            lines,
                            lines.size() / 2,
                            line -> line.matches(".* delivered .* safe") && isIn(others, line, DELIVERED)));
                    return lines;
                }))
                .anyMatch(found -> found.startsWith("E7a SafeAgreement: "));
    }

    @Test
    void shouldFindAMessageThatAMemberWasNotTold() {
        assertThat(violationsAfter(lines -> {
                    lines.remove(toOthersToo(lines, " message "));
                    return lines;
                }))
                .anyMatch(found -> found.startsWith("V2 ViewSynchrony: ") && found.endsWith(", in group simulated"));
    }

    /** In one frame each has the other's place; in two they come in decreasing order. */
    @Test
    void shouldFindMessagesThatWereSwapped() {
        assertThat(violationsAfter(lines -> {
                    final int at = toOthersToo(lines, " message ");
                    final int next = toOthersToo(lines, at + 1, " message ");
                    lines.set(at, lines.set(next, lines.get(at)));
                    return lines;
                }))
                .anyMatch(found -> (found.startsWith("E6b OneOrder: ") || found.startsWith("E6c IncreasingOrder: "))
                        && found.endsWith(", in group simulated"));
    }

    /** What a killed node did last is not known, and nobody is blamed for it. */
    @Test
    void shouldBlameNobodyForWhatWasNotWritten() {
        final TreeMap<NodeId, String> texts = new TreeMap<>(TraceText.of(trace));
        final String whole = texts.get(NodeId.of(2));
        texts.put(NodeId.of(2), whole.substring(0, whole.lastIndexOf(" originated ") + 12));

        final RecordedRun read = parse(texts);

        assertThat(read.notes()).singleElement().asString().startsWith("2#").endsWith("it was killed, or still runs");
        assertThat(TraceCheck.violations(read)).isEmpty();
    }

    @Test
    void shouldBlameNobodyForLinesThatWereLost() {
        final RecordedRun read = parse(edited(NodeId.of(1), lines -> {
            final int at = middle(lines, " delivered ");
            lines.subList(at, at + 3).clear();
            lines.add(at, lines.get(at - 1).split(" ", -1)[0] + " gap 3");
            return lines;
        }));

        assertThat(read.notes()).singleElement().asString().contains("has lost 3 lines");
        assertThat(TraceCheck.violations(read)).isEmpty();
    }

    @Test
    void shouldBlameNobodyForANodeWithoutAFile() {
        final TreeMap<NodeId, String> texts = new TreeMap<>(TraceText.of(trace));
        texts.remove(NodeId.of(4));

        final RecordedRun read = parse(texts);

        assertThat(read.notes()).containsExactly("node 4 has no file");
        assertThat(TraceCheck.violations(read)).isEmpty();
    }

    @Test
    void shouldCountAnIncarnationThatWasAppendedToACutLine() {
        final String header = "totemic-trace 1 node 1 incarnation %d base 0 cluster a\n";
        final RecordedRun read = TraceReader.parse(sorted(
                "one",
                header.formatted(7) + "5 state GATHER 1.4 15\n6 message g 1.4:6 1/1 ~a~\n" + header.formatted(9)
                        + "9 state GATHER 1.8 15\n10 end\n"));

        assertThat(read.ring().ringProcesses())
                .containsExactly(new Trace.ProcessId(NodeId.of(1), 1), new Trace.ProcessId(NodeId.of(1), 2));
        assertThat(read.notes()).containsExactly("1#1 has no end: it was killed, or still runs");
    }

    /** Of live nodes messages have no names: the same content in the same place is the same message. */
    @Test
    void shouldTellMessagesWithoutNamesApart() {
        final String header = "totemic-trace 1 node %d incarnation 1 base 0 cluster a\n";
        final String told = "%d message g 1.4:%d 1/1 ~%s\n";
        final String first = told.formatted(1, 6, "aa") + told.formatted(2, 6, "aa") + told.formatted(3, 7, "bb");
        final String other = told.formatted(1, 6, "aa") + told.formatted(2, 6, "cc") + told.formatted(3, 7, "bb");

        assertThat(totalOrder(header.formatted(1) + first, header.formatted(2) + first))
                .isEmpty();
        assertThat(totalOrder(header.formatted(1) + first, header.formatted(2) + other))
                .hasSize(1);
    }

    @Test
    void shouldNameTheLineThatIsNoEvent() {
        assertThatThrownBy(() -> TraceReader.parse(
                        sorted("one", "totemic-trace 1 node 1 incarnation 1 base 0 cluster a\n5 sneezed\n")))
                .isInstanceOf(TraceSyntaxException.class)
                .hasMessage("one, line 2: there is no event sneezed");
        assertThatThrownBy(() -> TraceReader.parse(sorted("one", "hello\n")))
                .isInstanceOf(TraceSyntaxException.class)
                .hasMessageStartingWith("one, line 1: ");
    }

    /** Each of these ended in an exception that named neither file nor line; found by fuzzing. */
    @Test
    void shouldNameFileAndLineWhateverIsWrong() {
        final String header = "totemic-trace 1 node 1 incarnation 1 base 0 cluster a\n";

        assertRefused("one, line 1: ", header.replace("base 0", "base x"));
        assertRefused("one, line 1: ", header.replace("cluster a", "cluster %zz"));
        assertRefused("one, line 1: ", header.replace("node 1", "node 0"));
        assertRefused("one, line 1: the header was not written to its end", header.strip());
        assertRefused("one, line 2: a message must have a name", header + "5 message a 1.4:6 3/1 \n");
        assertRefused("one, line 2: ", header + "5 message a 1.4:6 3/1 4#x:1\n");
        assertRefused("one, line 2: there is a word missing at the end", header + "5 message a 1.4:6 3/1 4#1\n");
    }

    private static void assertRefused(final String beginOfMessage, final String text) {
        assertThatThrownBy(() -> TraceReader.parse(sorted("one", text)))
                .isInstanceOf(TraceSyntaxException.class)
                .hasMessageStartingWith(beginOfMessage);
    }

    @Test
    void shouldRefuseTheSameIncarnationTwice() {
        final String text = "totemic-trace 1 node 1 incarnation 1 base 0 cluster a\n";

        assertThatThrownBy(() -> TraceReader.parse(sorted("one", text, "two", text)))
                .isInstanceOf(TraceSyntaxException.class)
                .hasMessageEndingWith("is there twice");
    }

    private static TreeMap<String, String> sorted(final String... namesAndTexts) {
        final TreeMap<String, String> texts = new TreeMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            texts.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return texts;
    }

    private static List<String> totalOrder(final String one, final String two) {
        return TraceCheck.violations(TraceReader.parse(sorted("one", one, "two", two))).stream()
                .filter(found -> found.startsWith("E6b OneOrder: "))
                .toList();
    }

    private static List<String> violationsAfter(final UnaryOperator<List<String>> edit) {
        final RecordedRun read = parse(edited(NodeId.of(1), edit));
        assertThat(read.notes()).isEmpty();
        return TraceCheck.violations(read);
    }

    private static TreeMap<NodeId, String> edited(final NodeId node, final UnaryOperator<List<String>> edit) {
        final TreeMap<NodeId, String> texts = new TreeMap<>(TraceText.of(trace));
        texts.computeIfPresent(
                node,
                (key, text) -> String.join(
                                "\n", edit.apply(new ArrayList<>(text.lines().toList()))) + "\n");
        return texts;
    }

    private static RecordedRun parse(final TreeMap<NodeId, String> texts) {
        final TreeMap<String, String> named = new TreeMap<>();
        texts.forEach((node, text) -> named.put("node " + node, text));
        return TraceReader.parse(named);
    }

    /** Two deliveries that stand one behind the other. */
    private static List<String> swapDeliveries(final List<String> lines) {
        final Predicate<String> isDelivery = line -> line.contains(" delivered ");
        int at = middle(lines, " delivered ");
        while (!isDelivery.test(lines.get(at)) || !isDelivery.test(lines.get(at + 1))) {
            at++;
        }
        lines.set(at, lines.set(at + 1, lines.get(at)));
        return lines;
    }

    /** The first line from the middle on that has this word. */
    private static int middle(final List<String> lines, final String word) {
        return firstFrom(lines, lines.size() / 2, line -> line.contains(word));
    }

    /** From {@code from} on to the end, then from the beginning: what is looked for need not be in one half of the run. */
    private static int firstFrom(final List<String> lines, final int from, final Predicate<String> wanted) {
        for (int i = 0; i < lines.size(); i++) {
            final int at = (from + i) % lines.size();
            if (wanted.test(lines.get(at))) {
                return at;
            }
        }
        throw new AssertionError("no such line in the whole trace");
    }

    /** A delivery, if there is one from the middle on, of a frame that others delivered as well, or nobody else could tell that it is wrong. */
    private static int deliveredByOthersToo(final List<String> lines) {
        return toOthersToo(lines, DELIVERED);
    }

    private static int toOthersToo(final List<String> lines, final String word) {
        return toOthersToo(lines, lines.size() / 2, word);
    }

    private static int toOthersToo(final List<String> lines, final int from, final String word) {
        final Map<NodeId, String> others = others();
        return firstFrom(lines, from, line -> line.contains(word) && isIn(others, line, word));
    }

    /** What the other nodes did. */
    private static Map<NodeId, String> others() {
        final Map<NodeId, String> others = new TreeMap<>(TraceText.of(trace));
        others.remove(NodeId.of(1));
        return others;
    }

    private static boolean isIn(final Map<NodeId, String> others, final String line, final String word) {
        final String frame = line.substring(line.indexOf(word)) + "\n";
        return others.values().stream().allMatch(text -> text.contains(frame));
    }
}
