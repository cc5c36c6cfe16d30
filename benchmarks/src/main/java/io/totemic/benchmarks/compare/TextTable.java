/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of text whose columns are as wide as their widest cell; the first is flush left, the others right. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row, which may be shorter than others. */
    void row(final List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    @Override
    public String toString() {
        final int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (final List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        final StringBuilder text = new StringBuilder();
        for (final List<String> row : rows) {
            final StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                final String cell = row.get(column);
                final char[] blanks = new char[widths[column] - cell.length()];
                Arrays.fill(blanks, ' ');
                line.append(column == 0 ? "" : "  ");
                line.append(column == 0 ? cell : "").append(blanks).append(column == 0 ? "" : cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
