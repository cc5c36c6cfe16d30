/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.tla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of runs, and what TLC says to the shortest of them. */
class ModelRunTest {

    private static final Path MODELS = Path.of("..", "docs", "tla");

    @TempDir
    private Path directory;

    /** A misspelt constant would leave the run as another one. */
    @Test
    void shouldHaveConstantsOfItsModelInEachRun() throws IOException {
        assertThat(ModelRun.allOf(MODELS)).isNotEmpty().allSatisfy(run -> assertThat(
                        run.configuration(Files.readString(MODELS.resolve(run.module() + ".cfg"))))
                .contains(run.constants().values()));
    }

    /** An invariant that no planted fault violates may be one that cannot fail. */
    @Test
    void shouldPlantAFaultThatItsModelKnows() throws IOException {
        for (final ModelRun run : ModelRun.allOf(MODELS)) {
            final String fault = run.constants().get("Fault");
            assertThat(fault != null).as(run.name()).isEqualTo(run.isPlanted());
            if (fault != null) {
                assertThat(Files.readString(MODELS.resolve(run.module() + ".tla")))
                        .contains(fault)
                        .contains(run.violated() + " ==");
            }
        }
    }

    @Test
    void shouldNameTheLineThatIsNoRun() throws IOException {
        Files.writeString(directory.resolve("runs.txt"), "# comment\nModel | run | A = 1\n");
        assertThatThrownBy(() -> ModelRun.allOf(directory)).hasMessage("runs.txt:2: has 3 cells, must have 4");

        Files.writeString(directory.resolve("runs.txt"), "Model | run | A 1 |\n");
        assertThatThrownBy(() -> ModelRun.allOf(directory))
                .hasMessage("runs.txt:1: A 1 must be written CONSTANT = VALUE");
    }

    @Test
    void shouldRefuseAConstantThatTheModelDoesNotHave() {
        final ModelRun run = new ModelRun("Model", "run", Map.of("B", "1"), "");

        assertThatThrownBy(() -> run.configuration("CONSTANTS\n    A = 2\n")).hasMessage("Model.cfg has no constant B");
    }

    /** Every invariant of the models, and every property, is one that a planted fault can violate; TypeOK is for the reader. */
    @Test
    void shouldPlantAFaultForEachInvariant() throws IOException {
        for (final String module : List.of("Membership", "Ordering")) {
            final List<String> violated = ModelRun.allOf(MODELS).stream()
                    .filter(run -> run.module().equals(module))
                    .map(ModelRun::violated)
                    .toList();
            final List<String> checked = new ArrayList<>();
            for (final String line : Files.readAllLines(MODELS.resolve(module + ".cfg"))) {
                if (line.startsWith("INVARIANTS ") || line.startsWith("PROPERTIES ")) {
                    checked.addAll(List.of(line.substring(line.indexOf(' ') + 1).split(" ", -1)));
                }
            }
            checked.removeAll(List.of("TypeOK", "MembersAgree"));
            assertThat(violated).containsAll(checked);
        }
    }

    /** A trace that is none must not be taken for one: here with a member of the ring that was not. */
    @Test
    void shouldRefuseATraceThatIsNoBehaviour() throws IOException, InterruptedException {
        final TraceCheck check = new TraceCheck(MODELS, 1, 40);
        final String start = step("GATHER", 15, 1, "{}");
        final String commit = step("COMMIT", 99, 5, "{}");
        final String recovery = step("RECOVERY", 99, 5, "{}");

        assertThat(check.check(new MembershipSteps(List.of(start, commit, recovery, step("OPERATIONAL", 99, 5, "{1}"))))
                        .refused())
                .isEmpty();
        assertThat(check.check(new MembershipSteps(
                                List.of(start, commit, recovery, step("OPERATIONAL", 99, 5, "{1, 2}"))))
                        .refused())
                .startsWith("4: ");
        assertThat(check.check(new MembershipSteps(List.of(start, step("RECOVERY", 99, 5, "{}"))))
                        .refused())
                .startsWith("2: ");
    }

    private static String step(final String state, final int reason, final int seq, final String members) {
        return "[node |-> 1, state |-> \"" + state + "\", reason |-> " + reason + ", ring |-> <<1, " + seq
                + ">>, members |-> " + members + ", trans |-> {}]";
    }

    /** TLC itself, on a fault that it finds at once and on the same model without it. */
    @Test
    void shouldTellWhatTlcFinds() throws IOException, InterruptedException {
        final Tlc tlc = new Tlc(MODELS.toAbsolutePath().normalize(), 1);
        final Map<String, String> small = Map.of("MaxHops", "1", "MaxAttempts", "0", "MaxFrames", "1");
        final ModelRun sound = new ModelRun("Ordering", "sound", small, "");
        final ModelRun broken = new ModelRun(
                "Ordering",
                "broken",
                Map.of("MaxHops", "2", "MaxAttempts", "0", "MaxFrames", "1", "Fault", "\"safe at own receipt\""),
                "SafeHeldByAll");

        final TlcOutcome holds = tlc.check(sound);
        assertThat(holds.isAsExpectedOf(sound)).as(holds.output()).isTrue();
        assertThat(holds.distinctStates()).isGreaterThan(1);
        assertThat(holds.isAsExpectedOf(broken)).isFalse();

        final TlcOutcome violated = tlc.check(broken);
        assertThat(violated.isAsExpectedOf(broken)).as(violated.output()).isTrue();
        assertThat(violated.isAsExpectedOf(sound)).isFalse();
    }

    /** A model that does not parse neither holds nor is violated. */
    @Test
    void shouldTakeNothingForAnAnswerThatIsNone() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("Model.tla"), "---- MODULE Model ----\nnonsense\n====\n");
        Files.writeString(directory.resolve("Model.cfg"), "INIT Init\nNEXT Next\n");
        final ModelRun run = new ModelRun("Model", "run", Map.of(), "");

        assertThat(new Tlc(directory, 1).check(run).isAsExpectedOf(run)).isFalse();
        assertThat(List.of(directory.toFile().list())).containsExactlyInAnyOrder("Model.tla", "Model.cfg");
    }
}
