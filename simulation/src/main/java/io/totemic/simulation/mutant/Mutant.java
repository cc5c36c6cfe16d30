/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.mutant;

import io.totemic.simulation.schedule.FaultProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One mistake.
 *
 * <p>Kept as the file {@code simulation/src/main/mutants/<name>.txt}:
 *
 * <pre>
 * mistake: one sentence
 * source: path of the source file, from the root of the project
 * --- original
 * lines that occur once in that file
 * --- replacement
 * lines that take their place
 * </pre>
 *
 * <p>Original and replacement may come several times. A line {@code profile: name} after the mistake says under which faults it
 * shows; without it under the default ones. A line {@code scenario: name} there names a file {@code <name>.scenario} beside it, which
 * is run with each seed instead. A line {@code survives: reason} says that no checker can find it, and why: then it must not be found.
 * A line {@code history: kind} has histories of that kind run.
 *
 * @param name of the file, without its ending
 * @param mistake which one it is, in one sentence
 * @param profile name of the fault profile under which it shows
 * @param scenario path from the root of the project of the scenario that shows it; empty if the profile does
 * @param survival why no checker finds it; empty if one must
 * @param history kind of the histories that show it; empty if runs of the protocol do
 * @param source path from the root of the project
 * @param hunks what is replaced, and by what
 */
public record Mutant(
        String name,
        String mistake,
        String profile,
        String scenario,
        String survival,
        String history,
        String source,
        List<Hunk> hunks) {

    /** One replacement. */
    public record Hunk(String original, String replacement) {}

    private static final String DIRECTORY = "simulation/src/main/mutants";
    private static final String SUFFIX = ".txt";
    private static final String MISTAKE = "mistake: ";
    private static final String PROFILE = "\nprofile: ";
    private static final String SCENARIO = "\nscenario: ";
    private static final String SURVIVES = "\nsurvives: ";
    private static final String HISTORY = "\nhistory: ";
    private static final String SOURCE = "source: ";
    private static final String ORIGINAL = "--- original\n";
    private static final String REPLACEMENT = "--- replacement\n";

    /** All mutants of the project whose root is {@code root}, by name. */
    public static List<Mutant> allOf(final Path root) throws IOException, MutantException {
        final List<Mutant> mutants = new ArrayList<>();
        final List<Path> files;
        try (Stream<Path> listed = Files.list(root.resolve(DIRECTORY))) {
            files = listed.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        for (final Path file : files) {
            final String name = file.getFileName().toString();
            mutants.add(parse(name.substring(0, name.length() - SUFFIX.length()), Files.readString(file)));
        }
        return mutants;
    }

    static Mutant parse(final String name, final String text) throws MutantException {
        final int source = text.indexOf("\n" + SOURCE);
        int original = text.indexOf(ORIGINAL);
        if (!text.startsWith(MISTAKE) || source < 0 || original < source) {
            throw new MutantException("mutant " + name + " must begin with mistake, source and original");
        }
        final String path =
                text.substring(source + 1 + SOURCE.length(), original).strip();
        final List<Hunk> hunks = new ArrayList<>();
        while (original >= 0) {
            final int replacement = text.indexOf(REPLACEMENT, original);
            final int next = text.indexOf(ORIGINAL, original + 1);
            if (replacement < 0 || (next >= 0 && next < replacement)) {
                throw new MutantException("mutant " + name + " has an original without a replacement");
            }
            hunks.add(new Hunk(
                    text.substring(original + ORIGINAL.length(), replacement),
                    text.substring(replacement + REPLACEMENT.length(), next < 0 ? text.length() : next)));
            original = next;
        }
        final String head = text.substring(MISTAKE.length(), source) + "\n";
        final String profile = lineOf(head, PROFILE);
        final String scenario = lineOf(head, SCENARIO);
        return new Mutant(
                name,
                head.substring(0, head.indexOf('\n')),
                profile.isEmpty() ? FaultProfile.DEFAULT.name() : profile,
                scenario.isEmpty() ? "" : DIRECTORY + "/" + scenario + ".scenario",
                lineOf(head, SURVIVES),
                lineOf(head, HISTORY),
                path,
                List.copyOf(hunks));
    }

    /** Whether it is said that no checker finds it. */
    public boolean isDeclaredToSurvive() {
        return !survival.isEmpty();
    }

    private static String lineOf(final String head, final String word) {
        final int at = head.indexOf(word);
        return at < 0 ? "" : head.substring(at + word.length(), head.indexOf('\n', at + 1));
    }

    /**
     * The source with the mistake in it.
     *
     * @throws MutantException if an original does not occur exactly once: the source has changed since
     */
    public String applyTo(final String text) throws MutantException {
        String patched = text;
        for (final Hunk hunk : hunks) {
            final int at = text.indexOf(hunk.original());
            if (hunk.original().isBlank() || at < 0 || text.indexOf(hunk.original(), at + 1) >= 0) {
                throw new MutantException("mutant " + name + " is stale: its original occurs "
                        + (at < 0 ? "nowhere" : "more than once") + " in " + source + ":\n" + hunk.original());
            }
            patched = patched.replace(hunk.original(), hunk.replacement());
        }
        return patched;
    }
}
