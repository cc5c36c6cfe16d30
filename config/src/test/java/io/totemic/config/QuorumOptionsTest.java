/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.TieBreaker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of votequorum that exclude each other, as votequorum(5) and corosync-qdevice(8) say; and what becomes of those that do not. */
class QuorumOptionsTest {

    private static final String DEVICE = "device { model: net";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | two_node: 1; device { model: net; votes: 1 } | quorum.two_node is 1, must not be used with a quorum device
            3 | last_man_standing: 1; device { model: net } | quorum.last_man_standing is 1, must not be used with a quorum device
            4 | auto_tie_breaker: 1; device { model: net } | quorum.auto_tie_breaker is 1, must not be used with a quorum device
            3 | allow_downscale: 1; device { model: net } | quorum.allow_downscale is 1, must not be used with a quorum device
            3 | expected_votes: 3; device { model: net } | quorum.device.votes is not set, must be written together with quorum.expected_votes
            3 | expected_votes: 3; device { model: net; votes: 2 } | quorum.device.votes is 2 of 3 expected votes, must leave at least 2 to the nodes
            3 | auto_tie_breaker: 1; last_man_standing: 1 | quorum.auto_tie_breaker is 1, with last_man_standing and an odd number of votes, must be used with wait_for_all
            4 | auto_tie_breaker: 1; auto_tie_breaker_node: first | quorum.auto_tie_breaker_node is first, must be lowest, highest, or ids of nodes
            4 | auto_tie_breaker: 1; auto_tie_breaker_node: 1 0 | quorum.auto_tie_breaker_node is 1 0, must be lowest, highest, or ids of nodes
            4 | auto_tie_breaker: 1; auto_tie_breaker_node: 4294967296 | quorum.auto_tie_breaker_node is 4294967296, must be lowest, highest, or ids of nodes
            3 | two_node: 1 | quorum.two_node is 1, but the nodelist has 3 nodes, must be used with exactly 2
            2 | two_node: 1; expected_votes: 3 | quorum.two_node is 1, but expected votes are 3, must be used with exactly 2
            3 | expected_votes: 386000001 | quorum.expected_votes is 386000001, must be a whole number, 0..386000000 votes
            """)
    void shouldRefuse(final int nodes, final String quorum, final String problem) {
        assertThat(problemsOf(nodes, quorum)).singleElement().asString().endsWith(": " + problem);
    }

    @Test
    void shouldRefuseADeviceWhoseVotesCannotBeComputed() {
        final String text = Texts.cluster(2).replaceFirst("nodeid: 1", "nodeid: 1\nquorum_votes: 2");
        assertThat(CorosyncConfParser.parse("f", text + quorum(DEVICE + " }")).problems())
                .singleElement()
                .asString()
                .endsWith("quorum.device.votes is not set, must be written when not every node has exactly 1 vote");
    }

    /** What Corosync switches off with a critical line in its log is switched off here with a notice. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | two_node: 1; auto_tie_breaker: 1 | quorum.two_node: is switched off
            3 | auto_tie_breaker: 1 | quorum.auto_tie_breaker: is switched off
            3 | auto_tie_breaker_node: lowest | quorum.auto_tie_breaker_node: has no effect
            3 | device { model: net } | quorum.device: its votes are expected, but no device daemon exists
            2 | two_node: 1 | quorum.two_node: lets two parts be quorate at once
            4 | last_man_standing: 1 | quorum.last_man_standing: lets two parts be quorate at once
            4 | auto_tie_breaker: 1 | quorum.auto_tie_breaker: lets two parts be quorate at once
            """)
    void shouldTellOf(final int nodes, final String quorum, final String notice) {
        assertThat(config(nodes, quorum, "").notices())
                .extracting(ConfigNotice::toString)
                .anyMatch(each -> each.contains(notice));
    }

    @Test
    void shouldSayNothingOfFencingThatIsThere() {
        assertThat(config(4, "auto_tie_breaker: 1; last_man_standing: 1", "totemic {\nfencing: external\n}\n")
                        .notices())
                .isEmpty();
    }

    @Test
    void shouldSwitchOffWhatIsSwitchedOff() {
        final QuorumConfig both =
                config(2, "two_node: 1; auto_tie_breaker: 1", "").quorum();
        assertThat(both.twoNode()).isFalse();
        assertThat(both.waitForAll()).as("followed two_node as it was written").isTrue();
        assertThat(both.tieBreaker()).isEqualTo(TieBreaker.LOWEST);
        assertThat(config(3, "auto_tie_breaker: 1", "").quorum().tieBreaker()).isEqualTo(TieBreaker.NONE);
        assertThat(config(3, "auto_tie_breaker: 1; wait_for_all: 1", "")
                        .quorum()
                        .tieBreaker())
                .isEqualTo(TieBreaker.LOWEST);
    }

    @Test
    void shouldReadEachOption() {
        final QuorumConfig quorum = config(
                        4,
                        "wait_for_all: 1; last_man_standing: 1; last_man_standing_window: 500; auto_tie_breaker: 1;"
                                + " auto_tie_breaker_node: 3 1; allow_downscale: 1",
                        "")
                .quorum();

        assertThat(quorum.waitForAll()).isTrue();
        assertThat(quorum.waitForAllAutomatic()).isFalse();
        assertThat(quorum.lastManStanding()).isTrue();
        assertThat(quorum.lastManStandingWindowMs()).isEqualTo(500);
        assertThat(quorum.tieBreaker()).isEqualTo(TieBreaker.list(List.of(NodeId.of(3), NodeId.of(1))));
        assertThat(quorum.allowDownscale()).isTrue();
        assertThat(quorum.expectedVotesTracking())
                .as("comes with allow_downscale")
                .isTrue();
        assertThat(quorum.device()).isEmpty();
        assertThat(config(3, "auto_tie_breaker: 1; wait_for_all: 1; auto_tie_breaker_node: highest", "")
                        .quorum()
                        .tieBreaker())
                .isEqualTo(TieBreaker.HIGHEST);
    }

    /** Three nodes of one vote and a device that has as many as all but one. */
    @Test
    void shouldComputeTheVotesOfTheDevice() {
        final QuorumConfig quorum = config(3, DEVICE + " }", "").quorum();

        assertThat(quorum.expectedVotes()).isEqualTo(5);
        assertThat(quorum.device()).hasValue(new QuorumDeviceConfig("net", 2, 10_000, 30_000));
        assertThat(config(3, DEVICE + "; votes: 1; timeout: 7; sync_timeout: 9 }", "")
                        .quorum()
                        .device())
                .hasValue(new QuorumDeviceConfig("net", 1, 7, 9));
    }

    private static List<ConfigProblem> problemsOf(final int nodes, final String quorum) {
        return CorosyncConfParser.parse("f", Texts.cluster(nodes) + quorum(quorum))
                .problems();
    }

    private static ClusterConfig config(final int nodes, final String quorum, final String more) {
        return ClusterConfig.fromText(Texts.cluster(nodes) + quorum(quorum) + more);
    }

    /** Lines are separated by semicolons, and the braces of a section by blanks. */
    private static String quorum(final String lines) {
        return "quorum {\n"
                + lines.replace("device { ", "device {\n").replace(" }", "\n}").replace("; ", "\n") + "\n}\n";
    }
}
