/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.simulation.Simulation;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.ScenarioText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mutants are up to date with the sources; two of them are found for real, the others by {@code totemic mutants}. */
final class MutantsTest {

    /** Surefire runs in the module. */
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final int NODES = 3;
    private static final int SEEDS = 20;

    @TempDir
    Path directory;

    @Test
    void shouldFindTheOriginalOfEachMutantOnce() throws Exception {
        final List<Mutant> mutants = Mutant.allOf(ROOT);

        assertThat(mutants).hasSizeGreaterThanOrEqualTo(25);
        for (final Mutant mutant : mutants) {
            final String text = Files.readString(ROOT.resolve(mutant.source()));
            assertThat(mutant.applyTo(text)).as(mutant.name()).isNotEqualTo(text);
            assertThat(mutant.mistake()).as(mutant.name()).endsWith(".").doesNotContain("\n");
        }
    }

    /** One that does not compile would be noticed only when all are run, which takes half an hour. */
    @Test
    void shouldCompileEachMutant() throws Exception {
        final MutantCompiler compiler = new MutantCompiler(ROOT, System.getProperty("java.class.path"));

        for (final Mutant mutant : Mutant.allOf(ROOT)) {
            final Path classes = Files.createDirectory(directory.resolve(mutant.name()));
            compiler.compile(mutant, classes);
            try (Stream<Path> compiled = Files.walk(classes)) {
                assertThat(compiled).as(mutant.name()).anyMatch(path -> path.toString()
                        .endsWith(".class"));
            }
        }
    }

    @Test
    void shouldFindFramesDeliveredAboveAHole() throws Exception {
        final MutantOutcome outcome = outcomeOf("delivered-above-hole");

        assertThat(outcome.hasSurvived()).isFalse();
        assertThat(outcome.killers()).contains("E6d NoHoles");
    }

    @Test
    void shouldFindMembersKeptAfterTheyLeft() throws Exception {
        assertThat(outcomeOf("lost-members-kept").killers()).contains("V1 ViewAlgebra");
    }

    @Test
    void shouldRefuseAStaleMutant() throws Exception {
        final Mutant mutant = Mutant.parse("stale", text("one line\n"));

        assertThatThrownBy(() -> mutant.applyTo("another line\n"))
                .isInstanceOf(MutantException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> mutant.applyTo("one line\none line\n"))
                .isInstanceOf(MutantException.class)
                .hasMessageContaining("more than once");
        assertThat(mutant.applyTo("before\none line\nafter\n")).isEqualTo("before\nits replacement\nafter\n");
    }

    @Test
    void shouldRefuseATextWithoutAReplacement() {
        assertThatThrownBy(() -> Mutant.parse("torn", "mistake: M.\nsource: A.java\n--- original\nline\n"))
                .isInstanceOf(MutantException.class);
        assertThatThrownBy(() -> Mutant.parse("torn", "nothing")).isInstanceOf(MutantException.class);
    }

    @Test
    void shouldWriteTheTableBetweenItsMarkers() throws Exception {
        final Mutant mutant = Mutant.parse("found", text("line\n"));
        final MutantTable table = new MutantTable(List.of(
                new MutantOutcome(mutant, List.of("RingOrder"), 3, "RingOrder: evidence", 1_500_000_000L),
                new MutantOutcome(mutant, List.of(), 2000, "", 2_000_000_000L)));
        final Path document = Files.writeString(
                directory.resolve("document.md"),
                "before\n<!-- mutants: written by totemic mutants --write -->\nold\n<!-- end of mutants -->\nafter\n");

        table.writeInto(document);
        table.writeInto(document);

        assertThat(Files.readString(document))
                .startsWith("before\n")
                .endsWith("<!-- end of mutants -->\nafter\n")
                .doesNotContain("old")
                .containsOnlyOnce("| `found` | M. | RingOrder | 3 | 1.5 |")
                .contains("**survived**");
    }

    @Test
    void shouldTellWhatIsAgainstTheDeclaration() throws Exception {
        final Mutant mutant = Mutant.parse("found", text("line\n"));
        final Mutant harmless =
                Mutant.parse("harmless", text("line\n").replace("source", "survives: It does nothing.\nsource"));

        assertThat(mutant.isDeclaredToSurvive()).isFalse();
        assertThat(harmless.survival()).isEqualTo("It does nothing.");
        assertThat(new MutantOutcome(mutant, List.of("A"), 1, "A: a", 1).verdict())
                .isEqualTo("found by A");
        assertThat(new MutantOutcome(mutant, List.of(), 1, "", 1).verdict()).isEqualTo("SURVIVED");
        assertThat(new MutantOutcome(harmless, List.of(), 1, "", 1).verdict()).isEqualTo("survived as declared");
        assertThat(new MutantOutcome(harmless, List.of("A"), 1, "A: a", 1).verdict())
                .isEqualTo("FOUND against its declaration by A");
    }

    /** The scenarios of mutants are no fault of the schedule: without the mistake nothing is violated. */
    @Test
    void shouldViolateNothingInTheScenariosOfMutantsWithoutTheirMistakes() throws Exception {
        final Set<String> scenarios = new TreeSet<>();
        for (final Mutant mutant : Mutant.allOf(ROOT)) {
            if (!mutant.scenario().isEmpty()) {
                scenarios.add(mutant.scenario());
            }
        }
        assertThat(scenarios).isNotEmpty();
        try (Simulation simulation = new Simulation()) {
            for (final String path : scenarios) {
                final Scenario scenario = ScenarioText.read(path, Files.readString(ROOT.resolve(path)));
                for (int seed = 1; seed <= SEEDS; seed++) {
                    assertThat(simulation.run(scenario.withSeed(seed)).violations())
                            .as("%s, seed %d", path, seed)
                            .isEmpty();
                }
            }
        }
    }

    private static MutantOutcome outcomeOf(final String name) throws Exception {
        final Mutant mutant = Mutant.allOf(ROOT).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new MutantRunner(ROOT, NODES, 1, SEEDS).run(mutant);
    }

    private static String text(final String original) {
        return "mistake: M.\nsource: A.java\n--- original\n" + original + "--- replacement\nits replacement\n";
    }
}
