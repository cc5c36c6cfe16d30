/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.mutant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Outcomes as a table, which has its place in a document between two markers. */
public final class MutantTable {

    private static final String BEGIN = "<!-- mutants: written by totemic mutants --write -->\n";
    private static final String END = "<!-- end of mutants -->\n";

    private final List<MutantOutcome> outcomes;

    /** Of these, in this order. */
    public MutantTable(final List<MutantOutcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    /** In Markdown. */
    public String markdown() {
        final StringBuilder table =
                new StringBuilder("| mutant | mistake | found by | seeds | s |\n|---|---|---|---|---|\n");
        for (final MutantOutcome outcome : outcomes) {
            table.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %s | %d | %.1f |\n",
                    outcome.mutant().name(),
                    outcome.mutant().mistake().replace("|", "\\|"),
                    cellOf(outcome),
                    outcome.seeds(),
                    outcome.tookNs() / 1e9));
        }
        return table.toString();
    }

    private static String cellOf(final MutantOutcome outcome) {
        if (outcome.hasSurvived()) {
            return outcome.isAsDeclared() ? "nobody, as declared" : "**survived**";
        }
        return String.join(", ", outcome.killers()) + (outcome.isAsDeclared() ? "" : " **against its declaration**");
    }

    /** Puts the table between the markers of {@code document}. */
    public void writeInto(final Path document) throws IOException, MutantException {
        final String text = Files.readString(document);
        final int begin = text.indexOf(BEGIN);
        final int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new MutantException(
                    document + " has no place for the table: " + BEGIN.strip() + " and " + END.strip());
        }
        Files.writeString(document, text.substring(0, begin) + BEGIN + "\n" + markdown() + "\n" + text.substring(end));
    }
}
