/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumExplanation.Rule;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.TieBreaker;
import io.totemic.quorum.core.QuorumMessage.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each option of votequorum(5), and each pair of options that may stand together, as scripts in a table. */
class VoteQuorumTableTest {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final String DEVICE = "witness";

    record Case(String name, List<String> options, int[] votes, List<String> lines) {
        @Override
        public String toString() {
            return name + " " + options;
        }
    }

    static Stream<Case> cases() throws IOException {
        final List<Case> cases = new ArrayList<>();
        try (InputStream in = VoteQuorumTableTest.class.getResourceAsStream("votequorum-table.txt")) {
            for (final String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("case ")) {
                    final int open = line.indexOf('[');
                    final int close = line.indexOf(']');
                    final String options = line.substring(open + 1, close).strip();
                    cases.add(new Case(
                            line.substring(5, open).strip(),
                            options.isEmpty() ? List.of() : List.of(options.split(" ", -1)),
                            Arrays.stream(line.substring(close + 1).strip().split(" ", -1))
                                    .mapToInt(Integer::parseInt)
                                    .toArray(),
                            new ArrayList<>()));
                } else if (!line.isBlank() && line.charAt(0) != '#') {
                    cases.get(cases.size() - 1).lines().add(line);
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(40);
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldDecideAsTheManualPageSays(final Case each) {
        final IdealCluster cluster = Clusters.of(modes(each.options()), settings -> with(settings, each), each.votes());
        for (final String line : each.lines()) {
            final int colon = line.indexOf(": ");
            if (colon > 0) {
                check(cluster, line, node(line.substring(0, colon)), words(line.substring(colon + 2)));
            } else {
                step(cluster, line, words(line));
            }
        }
    }

    private static void check(
            final IdealCluster cluster, final String line, final NodeId node, final String[] expected) {
        final QuorumVerdict verdict = cluster.verdict(node);
        final QuorumVerdict.State state =
                switch (expected[0]) {
                    case "Q" -> QuorumVerdict.State.QUORATE;
                    case "N" -> QuorumVerdict.State.NOT_QUORATE;
                    default -> QuorumVerdict.State.PENDING;
                };
        assertThat(verdict.state()).as("%s: %s", line, cluster.status(node)).isEqualTo(state);
        if (expected.length > 1) {
            assertThat(verdict.expectedVotes() + "/" + verdict.totalVotes() + "/" + verdict.quorum())
                    .as(line)
                    .isEqualTo(expected[1]);
            assertThat(cluster.status(node).explanation().rule()).as(line).isEqualTo(Rule.valueOf(expected[2]));
        }
    }

    private static void step(final IdealCluster cluster, final String line, final String[] words) {
        switch (words[0]) {
            case "up" -> cluster.start(nodes(line.substring(3)));
            case "crash" -> nodes(line.substring(6)).forEach(cluster::crash);
            case "leave" -> cluster.leave(node(words[1]));
            case "split" ->
                cluster.partition(Arrays.stream(line.substring(6).split("[|]", -1))
                        .map(VoteQuorumTableTest::nodes)
                        .toList());
            case "heal" -> cluster.partition(List.of(Clusters.range(1, 9)));
            case "wait" -> cluster.advance(Long.parseLong(words[1]) * SECOND_NS);
            case "cancel" -> request(cluster, Parameter.CANCEL_WAIT_FOR_ALL, null, "0@" + words[1], words);
            case "expected" -> request(cluster, Parameter.EXPECTED_VOTES, null, words[1], words);
            case "votes" -> {
                final String[] parts = words[1].split("=", -1);
                request(cluster, Parameter.NODE_VOTES, node(parts[0]), parts[1], words);
            }
            case "device" ->
                assertThat(cluster.registerDevice(node(words[1]), DEVICE)).isNull();
            case "poll" ->
                assertThat(cluster.pollDevice(node(words[1]), DEVICE, words[2].equals("yes")))
                        .isNull();
            default -> throw new IllegalArgumentException(line);
        }
    }

    private static void request(
            final IdealCluster cluster,
            final Parameter parameter,
            final NodeId of,
            final String valueAtNode,
            final String[] words) {
        final String[] parts = valueAtNode.split("@", -1);
        final VoteChange answer = cluster.request(node(parts[1]), parameter, of, Integer.parseInt(parts[0]));
        final boolean isRefused = words[words.length - 1].equals("refused");
        assertThat(answer)
                .as(String.join(" ", words))
                .isInstanceOf(isRefused ? VoteChange.Refused.class : VoteChange.Made.class);
    }

    private static TallyModes modes(final List<String> options) {
        TieBreaker tieBreaker = TieBreaker.NONE;
        for (final String option : options) {
            tieBreaker = switch (option.split(":", -1)[0]) {
                case "lowest" -> TieBreaker.LOWEST;
                case "highest" -> TieBreaker.HIGHEST;
                case "list" -> TieBreaker.list(nodeList(option.substring(5)));
                default -> tieBreaker;
            };
        }
        return new TallyModes(
                options.contains("two_node"),
                options.contains("wait_for_all"),
                options.contains("last_man_standing"),
                tieBreaker,
                options.contains("allow_downscale"),
                options.contains("tracking"));
    }

    private static VoteQuorumSettings with(final VoteQuorumSettings settings, final Case each) {
        int expected = settings.expectedVotes();
        Optional<DeviceSettings> device = Optional.empty();
        for (final String option : each.options()) {
            if (option.startsWith("expected:")) {
                expected = Integer.parseInt(option.substring(9));
            } else if (option.startsWith("device:")) {
                device = Optional.of(
                        new DeviceSettings(Integer.parseInt(option.substring(7)), 10 * SECOND_NS, 30 * SECOND_NS));
            }
        }
        return new VoteQuorumSettings(
                settings.self(),
                true,
                settings.votes(),
                expected,
                settings.modes(),
                false,
                settings.windowNs(),
                device,
                0);
    }

    private static NodeSet nodes(final String numbers) {
        return NodeSet.copyOf(nodeList(numbers.strip().replace(' ', ',')));
    }

    private static List<NodeId> nodeList(final String numbers) {
        return Arrays.stream(numbers.split(",", -1))
                .map(VoteQuorumTableTest::node)
                .toList();
    }

    private static NodeId node(final String number) {
        return NodeId.of(Long.parseLong(number));
    }

    private static String[] words(final String line) {
        return line.strip().split(" ", -1);
    }
}
