/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Problems and notices of one file while it is read; used by one thread. */
final class Findings {

    private final String file;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<ConfigNotice> notices = new ArrayList<>();

    Findings(final String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void problem(final int line, final String key, final String rule) {
        problems.add(new ConfigProblem(file, line, key, rule));
    }

    void notice(final int line, final String key, final String text) {
        notices.add(new ConfigNotice(file, line, key, text));
    }

    boolean hasProblems() {
        return !problems.isEmpty();
    }

    List<ConfigProblem> problems() {
        return problems.stream()
                .sorted(Comparator.comparingInt(problem -> orderOf(problem.line())))
                .toList();
    }

    List<ConfigNotice> notices() {
        return notices.stream()
                .sorted(Comparator.comparingInt(notice -> orderOf(notice.line())))
                .toList();
    }

    private static int orderOf(final int line) {
        return line == 0 ? Integer.MAX_VALUE : line;
    }
}
