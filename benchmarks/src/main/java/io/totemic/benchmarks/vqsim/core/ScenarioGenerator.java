/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes scenarios by chance. A few configurations are refused by votequorum. A quorum device may be configured,
 * never switched on: {@code corosync-vqsim} cannot keep one through a membership change.
 */
public final class ScenarioGenerator {

    private static final int PARTITIONS_USED = 4;
    private static final int SHORT_WINDOW_MS = 60;
    private static final int ENDLESS_WINDOW_MS = 3_600_000;
    private static final int FEWEST_STEPS = 10;
    private static final int MOST_STEPS = 40;
    private static final int REFUSED_PERCENT = 60;

    private final SplittableRandom random;
    private final int mostNodes;

    /** Makes scenarios of 2 to {@code mostNodes} nodes, which is at most 16. */
    public ScenarioGenerator(final SplittableRandom random, final int mostNodes) {
        if (mostNodes < 2 || mostNodes > 16) {
            throw new IllegalArgumentException(mostNodes + " nodes; must be 2 to 16");
        }
        this.random = random;
        this.mostNodes = mostNodes;
    }

    /** The next one. */
    public VoteScenario next() {
        final int nodes = chance(20) ? 2 : random.nextInt(2, mostNodes + 1);
        return new VoteScenario(configuration(nodes), steps(nodes));
    }

    private VoteConfiguration configuration(final int nodes) {
        final List<Integer> votes = new ArrayList<>();
        final boolean uneven = chance(25);
        for (int node = 0; node < nodes; node++) {
            votes.add(uneven ? random.nextInt(4) : 1);
        }
        final Map<String, String> options = new TreeMap<>();
        if (chance(nodes == 2 ? 60 : 4)) {
            options.put("two_node", "1");
        }
        if (chance(35)) {
            options.put("wait_for_all", chance(80) ? "1" : "0");
        }
        if (chance(30)) {
            options.put("last_man_standing", "1");
            options.put("last_man_standing_window", String.valueOf(chance(50) ? SHORT_WINDOW_MS : ENDLESS_WINDOW_MS));
        }
        if (chance(40)) {
            options.put("auto_tie_breaker", "1");
            if (chance(75)) {
                options.put("auto_tie_breaker_node", tieBreaker(nodes));
            }
        }
        if (chance(12)) {
            options.put("allow_downscale", "1");
        }
        if (chance(15)) {
            options.put("expected_votes_tracking", "1");
        }
        final int sum = votes.stream().mapToInt(Integer::intValue).sum();
        if (chance(15)) {
            options.put("expected_votes", String.valueOf(random.nextInt(1, sum + 4)));
        }
        if (chance(12)) {
            options.put("device.model", "net");
            if (chance(60)) {
                options.put("device.votes", String.valueOf(random.nextInt(0, nodes + 1)));
            }
        }
        if (!chance(REFUSED_PERCENT)) {
            avoidRefusal(options, votes);
        }
        return new VoteConfiguration(votes, options);
    }

    /** Leaves out what votequorum refuses together. */
    private static void avoidRefusal(final Map<String, String> options, final List<Integer> votes) {
        final int sum = votes.stream().mapToInt(Integer::intValue).sum();
        if (options.containsKey("device.model")) {
            List.of("two_node", "last_man_standing", "auto_tie_breaker", "allow_downscale", "expected_votes")
                    .forEach(options::remove);
            if (sum != votes.size()) {
                options.putIfAbsent("device.votes", "1");
            }
        }
        if (options.containsKey("auto_tie_breaker") && sum % 2 != 0 && !"1".equals(options.get("wait_for_all"))) {
            options.remove("last_man_standing");
        }
    }

    private String tieBreaker(final int nodes) {
        final int kind = random.nextInt(3);
        if (kind < 2) {
            return kind == 0 ? "lowest" : "highest";
        }
        final List<Integer> all = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            all.add(node);
        }
        final List<Integer> listed = new ArrayList<>();
        final int count = random.nextInt(1, nodes + 1);
        while (listed.size() < count) {
            listed.add(all.remove(random.nextInt(all.size())));
        }
        return listed.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** Mostly all nodes come up first; then what is possible, so that few steps must be left out. */
    private List<Step> steps(final int nodes) {
        final List<Step> steps = new ArrayList<>();
        final Topology topology = new Topology(nodes, 0);
        if (chance(75)) {
            final List<Integer> order = new ArrayList<>();
            for (int node = 1; node <= nodes; node++) {
                order.add(random.nextInt(order.size() + 1), node);
            }
            order.forEach(node -> steps.add(new Step.Up(0, node)));
            steps.forEach(topology::apply);
        }
        final int more = random.nextInt(FEWEST_STEPS, MOST_STEPS + 1 - steps.size());
        for (int count = 0; count < more; ) {
            final Step step = step(nodes, topology);
            if (topology.isApplicable(step)) {
                topology.apply(step);
                steps.add(step);
                count++;
            }
        }
        return steps;
    }

    private Step step(final int nodes, final Topology topology) {
        final int partition = chance(50) ? 0 : random.nextInt(PARTITIONS_USED);
        final int node = random.nextInt(1, nodes + 1);
        final int kind = random.nextInt(100);
        if (kind < 30) {
            return new Step.Up(partition, node);
        }
        if (kind < 50) {
            return new Step.Down(node);
        }
        if (kind < 75) {
            final List<Integer> moved =
                    topology.up().keySet().stream().filter(up -> chance(45)).collect(Collectors.toList());
            return new Step.Move(random.nextInt(PARTITIONS_USED), moved.isEmpty() ? List.of(node) : moved);
        }
        return new Step.Join(partition, random.nextInt(PARTITIONS_USED));
    }

    private boolean chance(final int percent) {
        return random.nextInt(100) < percent;
    }
}
