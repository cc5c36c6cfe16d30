/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A configuration and what happens to the nodes. No node is up at first. The text has one line for the votes, one for each
 * option, and one for each step; lines that begin with # are comments.
 */
public record VoteScenario(VoteConfiguration configuration, List<Step> steps) {

    public VoteScenario {
        steps = List.copyOf(steps);
    }

    /** The same without step number {@code index}, from 0. */
    public VoteScenario without(final int index) {
        final List<Step> fewer = new ArrayList<>(steps);
        fewer.remove(index);
        return new VoteScenario(configuration, fewer);
    }

    /** The first {@code count} steps only. */
    public VoteScenario first(final int count) {
        return new VoteScenario(configuration, steps.subList(0, count));
    }

    /** The text that {@link #parse} reads. */
    public String text() {
        final StringBuilder text = new StringBuilder("votes");
        configuration.votes().forEach(votes -> text.append(' ').append(votes));
        text.append('\n');
        configuration.options().forEach((key, value) -> text.append("option ")
                .append(key)
                .append(' ')
                .append(value)
                .append('\n'));
        steps.forEach(step -> text.append(step).append('\n'));
        return text.toString();
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException with the line and the rule, if it is none
     */
    public static VoteScenario parse(final String text) {
        final List<Integer> votes = new ArrayList<>();
        final Map<String, String> options = new TreeMap<>();
        final List<Step> steps = new ArrayList<>();
        int number = 0;
        for (final String raw : text.split("\n", -1)) {
            number++;
            final String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.matches("votes( \\d{1,4})+")) {
                for (final String word : line.substring("votes ".length()).split(" ", -1)) {
                    votes.add(Integer.valueOf(word));
                }
            } else if (line.matches("option \\S+ .+")) {
                final String[] words = line.split(" ", 3);
                options.put(words[1], words[2]);
            } else {
                final int at = number;
                steps.add(Step.parse(line)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "line " + at + ": '" + line + "' is neither votes, option nor a step")));
            }
        }
        return new VoteScenario(new VoteConfiguration(votes, options), steps);
    }
}
