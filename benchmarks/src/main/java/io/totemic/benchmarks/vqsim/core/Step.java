/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A step of a scenario. Its text is the command of {@code corosync-vqsim} wherever there is one. */
public sealed interface Step {

    /** Starts a node, with no memory, in a partition. */
    record Up(int partition, int node) implements Step {
        @Override
        public String toString() {
            return "up " + partition + ":" + node;
        }
    }

    /** Ends a node. The others see it leave; it says nothing. */
    record Down(int node) implements Step {
        @Override
        public String toString() {
            return "down " + node;
        }
    }

    /** Moves nodes to a partition, at the end of its order. Every partition gets a new membership, also an untouched one. */
    record Move(int partition, List<Integer> nodes) implements Step {
        public Move {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String toString() {
            return "move " + partition + ":"
                    + nodes.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    /** Moves all nodes of partition {@code from} to partition {@code to}. Every partition gets a new membership. */
    record Join(int to, int from) implements Step {
        @Override
        public String toString() {
            return "join " + to + " " + from;
        }
    }

    /** Reads the text of a step; nothing if it is none. */
    static Optional<Step> parse(final String text) {
        final Matcher up = Patterns.UP.matcher(text);
        if (up.matches()) {
            return Optional.of(new Up(Integer.parseInt(up.group(1)), Integer.parseInt(up.group(2))));
        }
        final Matcher down = Patterns.DOWN.matcher(text);
        if (down.matches()) {
            return Optional.of(new Down(Integer.parseInt(down.group(1))));
        }
        final Matcher join = Patterns.JOIN.matcher(text);
        if (join.matches()) {
            return Optional.of(new Join(Integer.parseInt(join.group(1)), Integer.parseInt(join.group(2))));
        }
        final Matcher move = Patterns.MOVE.matcher(text);
        if (move.matches()) {
            final List<Integer> nodes = new ArrayList<>();
            for (final String node : move.group(2).split(",", -1)) {
                nodes.add(Integer.valueOf(node));
            }
            return Optional.of(new Move(Integer.parseInt(move.group(1)), nodes));
        }
        return Optional.empty();
    }

    /** The forms of the texts. Numbers of four digits at most. */
    final class Patterns {
        private static final Pattern UP = Pattern.compile("up (\\d{1,4}):(\\d{1,4})");
        private static final Pattern DOWN = Pattern.compile("down (\\d{1,4})");
        private static final Pattern MOVE = Pattern.compile("move (\\d{1,4}):(\\d{1,4}(?:,\\d{1,4})*)");
        private static final Pattern JOIN = Pattern.compile("join (\\d{1,4}) (\\d{1,4})");

        private Patterns() {}
    }
}
