/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One line between the demonstration and a child: {@code @demo WORD FIELD FIELD ...}, fields without blanks. Other lines that a
 * JVM may print are no such lines.
 *
 * @param word what it is about
 * @param fields the rest
 */
record DemoLine(String word, List<String> fields) {

    /** Child: started; HTTP url. */
    static final String UP = "UP";
    /** Child: member of the group. */
    static final String JOINED = "JOINED";
    /** Child: ring changed; ring id, nodes, quorum state, votes present, votes expected, votes needed. */
    static final String RING = "RING";
    /** Child: group changed; nodes with a member. */
    static final String GROUP = "GROUP";
    /** Child: all messages of a round were accepted; round. */
    static final String SENT = "SENT";
    /** Child: answer to {@link #REPORT}; round, count, turns, hash. */
    static final String TALLY = "TALLY";
    /** Parent: write; round, messages, pause between two of them in microseconds. */
    static final String WRITE = "WRITE";
    /** Parent: report as soon as these nodes have ended the round; round, nodes. */
    static final String REPORT = "REPORT";

    private static final String MARK = "@demo ";

    DemoLine {
        Objects.requireNonNull(word, "word");
        fields = List.copyOf(fields);
    }

    static DemoLine of(final String word, final Object... fields) {
        return new DemoLine(word, Arrays.stream(fields).map(String::valueOf).toList());
    }

    static Optional<DemoLine> parse(final String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        final List<String> words =
                new ArrayList<>(Arrays.asList(line.substring(MARK.length()).split(" ", -1)));
        return Optional.of(new DemoLine(words.remove(0), words));
    }

    /** Nodes as one field. */
    static String nodes(final Iterable<?> nodes) {
        final List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(String.valueOf(node)));
        return texts.isEmpty() ? "-" : String.join(",", texts);
    }

    String text(final int index) {
        return fields.get(index);
    }

    int number(final int index) {
        return Integer.parseInt(fields.get(index));
    }

    List<Integer> nodes(final int index) {
        final String field = fields.get(index);
        return field.equals("-")
                ? List.of()
                : Arrays.stream(field.split(",", -1)).map(Integer::valueOf).toList();
    }

    @Override
    public String toString() {
        return MARK + word + fields.stream().map(field -> " " + field).collect(Collectors.joining());
    }
}
