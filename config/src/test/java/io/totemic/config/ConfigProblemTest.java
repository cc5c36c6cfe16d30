/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One message for one mistake, with its line. */
final class ConfigProblemTest {

    private static List<String> problemsOf(final String text) {
        return CorosyncConfParser.parse("f", text).problems().stream()
                .map(ConfigProblem::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            token: -1 | totem.token is -1, must be a whole number, 0 or 1..1000000000 ms
            token: soon | totem.token is soon, must be a whole number, 0 or 1..1000000000 ms
            token: 12x | totem.token is 12x, must be a whole number, 0 or 1..1000000000 ms
            token: 29 | totem.token is 29 ms, effective 29 ms for 2 nodes, must be at least 30 ms
            token: 125 | totem.token is 125, which makes token_retransmit 29 ms (effective token 125 ms / 4.2), must make it at least 30 ms
            token_retransmits_before_loss_const: 100 | totem.token_retransmits_before_loss_const is 100, which makes token_retransmit 29 ms (effective token 3000 ms / 100.2), must make it at least 30 ms
            token_warning: 101 | totem.token_warning is 101, must be a whole number, 0..100 %
            token_retransmit: 29 | totem.token_retransmit is 29, must be a whole number, 0 or 30..1000000000 ms
            token_retransmit: 5000 | totem.token_retransmit is 5000 ms, which makes hold 3990 ms, must make it less than the effective totem.token (3000 ms)
            hold: 13 | totem.hold is 13, must be a whole number, 0 or 14..1000000000 ms
            hold: 3000 | totem.hold is 3000 ms, must be less than the effective totem.token (3000 ms)
            join: 29 | totem.join is 29, must be a whole number, 0 or 30..1000000000 ms
            join: 3601 | totem.join is 3601 ms, must be at most totem.consensus (3600 ms, 1.2 * effective totem.token)
            consensus: 29 | totem.consensus is 29, must be a whole number, 0 or 30..1200000000 ms
            consensus: 49 | totem.consensus is 49 ms, must be at least totem.join (50 ms)
            merge: 29 | totem.merge is 29, must be a whole number, 0 or 30..1000000000 ms
            downcheck: 29 | totem.downcheck is 29, must be a whole number, 0 or 30..1000000000
            max_network_delay: 29 | totem.max_network_delay is 29, must be a whole number, 0 or 30..1000000000 ms
            window_size: 16367 | totem.window_size is 16367, which makes window_size + max_messages 16384, must make it less than 16384
            max_messages: 16383 | totem.max_messages is 16383, must be a whole number, 0 or 1..16382 messages
            version: 1 | totem.version is 1, must be a whole number, 2..2
            secauth: maybe | totem.secauth is maybe, must be one of yes, on, 1, no, off, 0
            crypto_cipher: aes256 | totem.crypto_cipher is aes256, must be none as totem.secauth is off in line 3; or that line must go
            crypto_hash: sha256 | totem.crypto_hash is sha256, must be none as totem.secauth is off in line 3; or that line must go
            crypto_model: rot13 | totem.crypto_model is rot13, must be jdk or bouncycastle
            transport: tcp | totem.transport is tcp, must be one of knet, udpu, udp
            ip_version: 5 | totem.ip_version is 5, must be one of ipv4, ipv6, ipv4-6, ipv6-4
            knet_mtu: big | totem.knet_mtu is big, must be a whole number, 0..4294967295
            netmtu: | totem.netmtu is empty, must be a whole number, 0 or 256..65536 bytes
            hello world | "hello world" cannot be read, must be "name {", "}", "key: value" or a comment
            two words: 1 | "two words: 1" cannot be read, must be "name {", "}", "key: value" or a comment
            interface { } | "interface { }" cannot be read, must be "name {", "}", "key: value" or a comment
            """)
    void shouldNameTheRuleOnceForOneMistakeInTotem(final String line, final String message) {
        assertThat(problemsOf(Texts.cluster(2, line))).containsExactly("f:4: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mcastport: 0 | mcastport is 0, must be a whole number, 1..65535
            mcastport: 65536 | mcastport is 65536, must be a whole number, 1..65535
            linknumber: 8 | linknumber is 8, must be a whole number, 0..7
            mcastaddr: 10.0.0.1 | mcastaddr is 10.0.0.1, must be an IPv4 multicast address, 224.0.0.0 to 239.255.255.255
            mcastaddr: 239.0.0.256 | mcastaddr is 239.0.0.256, must be an IPv4 multicast address, 224.0.0.0 to 239.255.255.255
            """)
    void shouldNameTheRuleOnceForOneMistakeInInterface(final String line, final String message) {
        assertThat(problemsOf(Texts.cluster(2, "interface {", line, "}")))
                .containsExactly("f:5: totem.interface." + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            quorum | two_node: 1 | 3 | two_node is 1, but the nodelist has 3 nodes, must be used with exactly 2
            quorum | two_node: yes | 2 | two_node is yes, must be a whole number, 0..255
            quorum | provider: other | 2 | provider is other, must be corosync_votequorum: it is the only quorum provider
            logging | debug: maybe | 2 | debug is maybe, must be one of on, off, trace
            logging | to_syslog: maybe | 2 | to_syslog is maybe, must be one of yes, on, 1, no, off, 0
            totemic | idle_strategy: lazy | 2 | idle_strategy is lazy, must be one of waiting, yielding, backoff, parking, busy_spin
            totemic | data_destination: all | 2 | data_destination is all, must be one of multi_destination, multicast
            system | sched_rr: maybe | 2 | sched_rr is maybe, must be one of yes, no
            """)
    void shouldNameTheRuleOnceForOneMistakeElsewhere(
            final String section, final String line, final int nodeCount, final String message) {
        assertThat(problemsOf(section + " {\n" + line + "\n}\n" + Texts.cluster(nodeCount)))
                .containsExactly("f:2: " + section + "." + message);
    }

    @Test
    void shouldRefuseTwoNodeWithOtherExpectedVotes() {
        assertThat(problemsOf("quorum {\ntwo_node: 1\nexpected_votes: 3\n}\n" + Texts.cluster(2)))
                .containsExactly("f:2: quorum.two_node is 1, but expected votes are 3, must be used with exactly 2");
    }

    @Test
    void shouldNameUnknownSection() {
        assertThat(problemsOf(Texts.cluster(2) + "quorm {\ntwo_node: 1\n}\n"))
                .containsExactly("f:16: quorm is not a known section, must be one of totem, nodelist, quorum, logging,"
                        + " system, totemic, uidgid, resources, nozzle, pload, qb");
        assertThat(problemsOf(Texts.cluster(2, "intrface {", "}")))
                .containsExactly("f:4: totem.intrface is not a known section, must be one of interface");
    }

    @Test
    void shouldNotCallTheNodesOfMisspeltNodelistMissing() {
        assertThat(problemsOf(Texts.cluster(2).replace("nodelist", "nodelst")))
                .singleElement()
                .asString()
                .startsWith("f:6: nodelst is not a known section");
    }

    @Test
    void shouldNameBothLinesOfDuplicateNodeId() {
        assertThat(problemsOf(Texts.cluster(2).replace("nodeid: 2", "nodeid: 1")))
                .containsExactly("f:12: nodelist.node.nodeid is 1 as in line 8, must be unique in the nodelist");
    }

    @Test
    void shouldNameBothLinesOfDuplicateAddress() {
        assertThat(problemsOf(Texts.cluster(2).replace("127.0.0.2", "127.0.0.1")))
                .containsExactly(
                        "f:13: nodelist.node.ring0_addr is 127.0.0.1 as in line 9, must be unique in the nodelist");
    }

    @Test
    void shouldNameWhatNodeLacks() {
        assertThat(problemsOf(Texts.cluster(2).replace("nodeid: 2\n", "")))
                .containsExactly("f:11: nodelist.node.nodeid is not set, must be 1..4294967295");
        assertThat(problemsOf(Texts.cluster(2).replace("ring0_addr: 127.0.0.2\n", "")))
                .containsExactly("f:11: nodelist.node.ring0_addr is not set, must be an IP address or a host name");
        assertThat(problemsOf(Texts.cluster(2).replace("127.0.0.2", "")))
                .containsExactly("f:13: nodelist.node.ring0_addr is empty, must be an IP address or a host name");
        assertThat(problemsOf(Texts.cluster(2).replace("nodeid: 2", "nodeid: two")))
                .containsExactly("f:12: nodelist.node.nodeid is two, must be a whole number, 1..4294967295");
        assertThat(problemsOf(Texts.cluster(2).replace("nodeid: 2", "nodeid: 4294967296")))
                .hasSize(1);
        assertThat(problemsOf(Texts.cluster(2).replace("nodeid: 2", "nodeid: 0")))
                .hasSize(1);
    }

    @Test
    void shouldNameWhatFileLacks() {
        assertThat(problemsOf(Texts.nodes(1)))
                .containsExactly("f: totem is not set, must be a section with version: 2");
        assertThat(problemsOf(Texts.cluster(1).replace("version: 2\n", "")))
                .containsExactly("f: totem.version is not set, must be 2");
        assertThat(problemsOf(Texts.cluster(0)))
                .containsExactly("f: nodelist has no node, must have at least one section node { }");
    }

    @Test
    void shouldNameTheSectionWithoutClosingBrace() {
        final String complete = Texts.cluster(2);

        assertThat(problemsOf(complete.replace("\n}\nnodelist", "\nnodelist")))
                .containsExactly("f:1: totem is opened here and not closed before nodelist in line 5, must end with }");
        assertThat(problemsOf(complete.replace("127.0.0.1\n}", "127.0.0.1")))
                .containsExactly(
                        "f:7: nodelist.node is opened here and not closed before node in line 10, must end with"
                                + " }");
        assertThat(problemsOf(complete.substring(0, complete.length() - 2)))
                .containsExactly("f:6: nodelist is opened here and not closed, must end with }");
    }

    @Test
    void shouldNameOneBraceThatIsTooMuch() {
        final String complete = Texts.cluster(2);

        assertThat(problemsOf(complete + "}\n"))
                .containsExactly("f:16: } closes no section, must stand after an open one");
        assertThat(problemsOf(complete.replace("127.0.0.1\n}", "127.0.0.1\n}\n}")))
                .singleElement()
                .asString()
                .startsWith("f:12: node is not a known section");
        assertThat(problemsOf(complete.replace("nodelist {", "nodelist")))
                .singleElement()
                .asString()
                .startsWith("f:6: \"nodelist\" cannot be read");
    }

    @Test
    void shouldNameLineThatIsTooLong() {
        assertThat(problemsOf(Texts.cluster(2, "#" + "x".repeat(510)))).isEmpty();
        assertThat(problemsOf(Texts.cluster(2, "#" + "x".repeat(511))))
                .containsExactly("f:4: line has 512 characters, must have at most 511");
    }

    @Test
    void shouldNameSubsystemWithoutName() {
        assertThat(problemsOf("logging {\nlogger_subsys {\ndebug: on\n}\n}\n" + Texts.cluster(1)))
                .containsExactly("f:2: logging.logger_subsys.subsys is not set, must be the name of a subsystem");
    }

    @Test
    void shouldRefuseTokenThatLeavesItsRangeThroughTheCoefficient() {
        assertThat(problemsOf(Texts.cluster(4, "token_coefficient: 1000000000")))
                .singleElement()
                .asString()
                .startsWith("f:4: totem.token_coefficient is 1000000000 ms, which makes");
    }

    @Test
    void shouldCollectAllProblemsInTheOrderOfTheirLines() {
        assertThat(CorosyncConfParser.parse("f", Texts.cluster(0, "token: x", "join: 1"))
                        .problems())
                .extracting(ConfigProblem::line)
                .containsExactly(4, 5, 0);
    }

    @Test
    void shouldTellOfConsensusBelowTheRecommendation() {
        assertThat(ClusterConfig.fromText(Texts.cluster(2, "consensus: 3000")).notices())
                .extracting(ConfigNotice::toString)
                .containsExactly("corosync.conf:4: totem.consensus: is 3000 ms, should be at least 1.2 * effective"
                        + " totem.token (3600 ms)");
    }

    @Test
    void shouldTellOfHeartbeatThatIsSlowerThanTheToken() {
        assertThat(ClusterConfig.fromText(Texts.cluster(2, "heartbeat_failures_allowed: 9"))
                        .notices())
                .extracting(ConfigNotice::key)
                .containsExactly("totem.heartbeat_failures_allowed");
    }
}
