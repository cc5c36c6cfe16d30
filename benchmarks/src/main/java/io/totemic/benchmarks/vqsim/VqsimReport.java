/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.totemic.benchmarks.vqsim.VqsimCommand.Run;
import io.totemic.benchmarks.vqsim.core.Difference;
import io.totemic.benchmarks.vqsim.core.Difference.Kind;
import io.totemic.benchmarks.vqsim.core.ScenarioComparison.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The sums of a run, and its differences. */
final class VqsimReport {

    private final String against;
    private final int nodes;
    private final List<Run> runs;
    private final double seconds;
    private final Map<Long, Outcome> shrunk = new TreeMap<>();

    VqsimReport(final String against, final int nodes, final List<Run> runs, final double seconds) {
        this.against = against;
        this.nodes = nodes;
        this.runs = List.copyOf(runs);
        this.seconds = seconds;
    }

    /** Runs with a difference. */
    List<Run> different() {
        return runs.stream()
                .filter(run ->
                        run.outcome() != null && run.outcome().difference().isPresent())
                .toList();
    }

    /** Runs that the simulator did not finish. */
    List<Run> failed() {
        return runs.stream().filter(run -> run.outcome() == null).toList();
    }

    /**
     * Whether the comparison held. A planted fault must be found. Otherwise there must be no difference, but for those of a second
     * process of the simulator whose nodes were given messages in another order: it is up to chance there, and decides.
     */
    boolean isClean(final VqsimCommand.Against other) {
        if (other == VqsimCommand.Against.FAULT) {
            return !different().isEmpty() && failed().isEmpty();
        }
        if (other == VqsimCommand.Against.TALLY) {
            return different().isEmpty() && failed().isEmpty();
        }
        return different().stream().allMatch(run -> run.outcome().hasOtherOrder()) && failed().isEmpty();
    }

    /** Adds a smaller scenario of the run with that seed. */
    void shrunk(final long seed, final Outcome outcome) {
        shrunk.put(seed, outcome);
    }

    private List<Outcome> outcomes() {
        final List<Outcome> outcomes = new ArrayList<>();
        runs.forEach(run -> {
            if (run.outcome() != null) {
                outcomes.add(run.outcome());
            }
        });
        return outcomes;
    }

    private Map<String, Object> sums() {
        final Map<String, Object> sums = new LinkedHashMap<>();
        sums.put("against", against);
        sums.put("scenarios", runs.size());
        sums.put("nodes at most", nodes);
        sums.put("steps", outcomes().stream().mapToLong(Outcome::stepsDone).sum());
        sums.put(
                "verdicts compared",
                outcomes().stream().mapToLong(Outcome::verdicts).sum());
        sums.put(
                "configurations refused",
                outcomes().stream().filter(one -> one.refusal().isPresent()).count());
        final Map<String, Integer> refusals = new TreeMap<>();
        outcomes().forEach(one -> one.refusal().ifPresent(text -> refusals.merge(text, 1, Integer::sum)));
        refusals.forEach((text, count) -> sums.put("refused: " + text, count));
        sums.put("scenarios with a difference", different().size());
        sums.put(
                "of these, messages came in another order before",
                different().stream()
                        .filter(run -> run.outcome().hasOtherOrder())
                        .count());
        final Map<Kind, Integer> kinds = new TreeMap<>();
        different().forEach(run -> kinds.merge(run.outcome().difference().get().kind(), 1, Integer::sum));
        kinds.forEach((kind, count) -> sums.put("first difference is " + kind, count));
        sums.put(
                "scenarios that differed, and not when they were repeated",
                runs.stream()
                        .filter(run -> run.repeats() > 0
                                && run.outcome() != null
                                && run.outcome().difference().isEmpty())
                        .map(run -> String.valueOf(run.seed()))
                        .collect(Collectors.joining(" ", "seeds ", "")));
        sums.put("scenarios not finished by the simulator", failed().size());
        sums.put("seconds", String.format(Locale.ROOT, "%.1f", seconds));
        return sums;
    }

    /** One scenario that differs. */
    static String text(final Run run) {
        final Outcome outcome = run.outcome();
        final Difference difference = outcome.difference().orElseThrow();
        return "seed " + run.seed() + ": " + difference + "\n"
                + outcome.scenario().text() + outcome.states();
    }

    String markdown() {
        final StringBuilder text = new StringBuilder("# Against the real votequorum\n\n| | |\n|---|---|\n");
        sums().forEach((name, value) ->
                text.append("| ").append(name).append(" | ").append(value).append(" |\n"));
        different().forEach(run -> {
            text.append("\n```\n").append(text(run)).append("```\n");
            final Outcome smaller = shrunk.get(run.seed());
            if (smaller != null) {
                text.append("\nshrunk:\n\n```\n").append(smaller.scenario().text());
                text.append(smaller.difference().orElseThrow()).append("\n```\n");
            }
        });
        failed().forEach(run -> text.append("\nseed ")
                .append(run.seed())
                .append(" failed: ")
                .append(run.failure())
                .append('\n'));
        return text.toString();
    }

    String json() throws JsonProcessingException {
        final Map<String, Object> all = new LinkedHashMap<>(sums());
        final List<Map<String, Object>> differences = new ArrayList<>();
        different().forEach(run -> {
            final Map<String, Object> one = new LinkedHashMap<>();
            final Difference difference = run.outcome().difference().orElseThrow();
            one.put("seed", run.seed());
            one.put("kind", difference.kind().name());
            one.put("step", difference.stepIndex());
            one.put("node", difference.node());
            one.put("reference", difference.reference());
            one.put("other", difference.other());
            one.put("scenario", run.outcome().scenario().text());
            one.put("states", run.outcome().states());
            differences.add(one);
        });
        all.put("differences", differences);
        final List<Map<String, Object>> failures = new ArrayList<>();
        failed().forEach(run -> failures.add(Map.of("seed", run.seed(), "failure", run.failure())));
        all.put("failures", failures);
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all) + "\n";
    }
}
