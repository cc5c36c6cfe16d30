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

/** A line that {@code corosync-vqsim} 3.1.7 writes. A prompt may stand before it, since the prompt ends with no line feed. */
public sealed interface VqsimLine {

    /** The verdict of a node: one line for each of its reports, and one in the answer to {@code show}. */
    record Verdict(int partition, int node, boolean quorate, int ringNode, long ringSequence, List<Integer> view)
            implements VqsimLine {
        public Verdict {
            view = List.copyOf(view);
        }
    }

    /** A node that has not reported yet. */
    record Silent(int partition, int node) implements VqsimLine {}

    /** A node's process is gone: by command, by fencing, or by a signal (which {@code why} then names). */
    record Gone(int partition, int node, String why) implements VqsimLine {}

    /** The last line of the answer to {@code show}. */
    record ShowEnd() implements VqsimLine {}

    /** An error line, or the refusal of a configuration by a node's vote counter. */
    record Complaint(String text) implements VqsimLine {}

    /** Reads a line; nothing if it is an echo, a prompt or the usage. */
    static Optional<VqsimLine> parse(final String line) {
        String text = line;
        while (text.startsWith(Patterns.PROMPT)) {
            text = text.substring(Patterns.PROMPT.length());
        }
        if (text.startsWith("#autofence:")) {
            return Optional.of(new ShowEnd());
        }
        final Matcher verdict = Patterns.VERDICT.matcher(text);
        if (verdict.matches()) {
            final List<Integer> view = new ArrayList<>();
            for (final String node : verdict.group(6).strip().split(" +")) {
                if (!node.isEmpty()) {
                    view.add(Integer.valueOf(node));
                }
            }
            return Optional.of(new Verdict(
                    Integer.parseInt(verdict.group(1)),
                    Integer.parseInt(verdict.group(2)),
                    verdict.group(3).equals("1"),
                    Integer.parseInt(verdict.group(4)),
                    Long.parseLong(verdict.group(5), 16),
                    view));
        }
        final Matcher silent = Patterns.SILENT.matcher(text);
        if (silent.matches()) {
            return Optional.of(new Silent(Integer.parseInt(silent.group(1)), Integer.parseInt(silent.group(2))));
        }
        final Matcher gone = Patterns.GONE.matcher(text);
        if (gone.matches()) {
            return Optional.of(
                    new Gone(Integer.parseInt(gone.group(1)), Integer.parseInt(gone.group(2)), gone.group(3)));
        }
        final Matcher complaint = Patterns.COMPLAINT.matcher(text);
        return complaint.matches() ? Optional.of(new Complaint(text)) : Optional.empty();
    }

    /** The forms of the lines. */
    final class Patterns {
        private static final String PROMPT = "#vqsim> ";
        private static final Pattern VERDICT = Pattern.compile(
                "(\\d{1,4}):(\\d{1,9}): q=([01]) ring=\\[(\\d{1,9})\\.([0-9a-f]{1,15})\\] nodes=\\[([0-9 ]*)\\]");
        private static final Pattern SILENT = Pattern.compile("(\\d{1,4}):(\\d{1,9}): q=UNINITIALIZED");
        private static final Pattern GONE = Pattern.compile("(\\d{1,4}):(\\d{1,9}):? (Quit.*|exited on signal .*)");
        private static final Pattern COMPLAINT = Pattern.compile("(?:ERR: |[Vv]otequorum (?:exec )?init failed: ).*");

        private Patterns() {}
    }
}
