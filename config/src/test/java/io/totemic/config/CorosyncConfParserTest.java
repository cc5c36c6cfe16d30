/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorosyncConfParserTest {

    private static final String TWO_NODES_OVER_UDPU = """
            # written by a cluster shell
            totem {
            \u00a0\tversion: 2
                cluster_name: blue
                secauth: off
                transport: udpu
            }

            nodelist {
                node {
                    ring0_addr: alpha
                    nodeid: 1
                }

                node {
                    ring0_addr: beta
                    nodeid: 4294967295
                    name: second
                    quorum_votes: 1
                }
            }

            quorum {
                provider: corosync_votequorum
                two_node: 1
            }

            logging {
                to_logfile: yes
                logfile: /var/log/ring.log
                to_stderr: no
                timestamp: on
                logger_subsys {
                    subsys: TOTEM
                    debug: on
                }
                logger_subsys {
                    subsys: QUORUM
                }
            }
            """;

    @Test
    void shouldReadTwoNodesOverUdpu() {
        final ClusterConfig config = ClusterConfig.fromText(TWO_NODES_OVER_UDPU);

        assertThat(config.totem().clusterName()).isEqualTo("blue");
        assertThat(config.totem().mcastPort()).isEqualTo(5405);
        assertThat(config.protection().isOn()).isFalse();
        assertThat(config.nodeList().nodes())
                .containsExactly(
                        new NodeConfig(NodeId.of(1), "", List.of("alpha"), 1),
                        new NodeConfig(NodeId.of(NodeId.MAX), "second", List.of("beta"), 1));
        assertThat(config.nodeList().nodeIds()).containsExactly(NodeId.of(1), NodeId.of(NodeId.MAX));
        assertThat(config.nodeList().find(NodeId.of(1))).isPresent();
        assertThat(config.nodeList().find(NodeId.of(2))).isEmpty();
        assertThat(config.quorum().provider()).isEqualTo("corosync_votequorum");
        assertThat(config.quorum().twoNode()).isTrue();
        assertThat(config.quorum().waitForAll()).isTrue();
        assertThat(config.quorum().expectedVotes()).isEqualTo(2);
        assertThat(config.logging())
                .isEqualTo(new LoggingConfig(
                        false,
                        true,
                        "/var/log/ring.log",
                        true,
                        false,
                        true,
                        List.of(new SubsystemLogging("TOTEM", true), new SubsystemLogging("QUORUM", false))));
        assertThat(config.system().stateDir()).isEmpty();
        assertThat(config.notices())
                .extracting(ConfigNotice::toString)
                .satisfiesExactly(
                        transport -> assertThat(transport)
                                .isEqualTo("corosync.conf:6: totem.transport: is udpu, but frames travel over Aeron UDP"
                                        + " whatever is written"),
                        fencing -> assertThat(fencing).contains("quorum.two_node: lets two parts be quorate at once"));
    }

    @Test
    void shouldReadOldMulticastFileUpToItsMissingNodelist() {
        final ParsedConfig parsed = CorosyncConfParser.parse("old.conf", """
                totem {
                    version: 2
                    secauth: off
                    crypto_cipher: none
                    crypto_hash: none
                    threads: 0
                    clear_node_high_bit: no
                    rrp_mode: none
                    transport: udp
                    token: 1000
                    interface {
                        ringnumber: 0
                        ttl: 45
                        mcastport: 5406
                    }
                }
                """);

        assertThat(parsed.problems())
                .extracting(ConfigProblem::toString)
                .containsExactly("old.conf: nodelist has no node, must have at least one section node { }");
        assertThat(parsed.notices())
                .extracting(ConfigNotice::key)
                .containsExactly(
                        "totem.threads",
                        "totem.clear_node_high_bit",
                        "totem.rrp_mode",
                        "totem.transport",
                        "totem.interface.ringnumber",
                        "totem.interface.ttl");
    }

    @Test
    void shouldRefuseFileThatWantsEncryption() {
        final ParsedConfig parsed = CorosyncConfParser.parse("crypto.conf", """
                totem {
                    version: 2
                    crypto_cipher: aes256
                    crypto_hash: sha1
                    interface {
                        bindnetaddr: 10.0.0.0
                        mcastaddr: 239.255.7.1
                        mcastport: 5405
                    }
                }
                logging {
                    fileline: off
                }
                quorum {
                    provider: corosync_votequorum
                }
                """ + Texts.nodes(2));

        assertThat(parsed.problems())
                .extracting(ConfigProblem::toString)
                .containsExactly(
                        "crypto.conf:4: totem.crypto_hash is sha1, must be sha256 or absent: it is weak or unknown");
        assertThatThrownBy(parsed::orThrow)
                .isInstanceOfSatisfying(ConfigException.class, refused -> assertThat(refused.problems())
                        .isEqualTo(parsed.problems()))
                .hasMessageContaining("sha1");
    }

    @Test
    void shouldReadAllTotemKeys() {
        final TotemConfig totem = ClusterConfig.fromText(Texts.cluster(
                        2,
                        "token: 2000\ntoken_coefficient: 10\ntoken_warning: 0\ntoken_retransmits_before_loss_const: 9",
                        "token_retransmit: 150\nhold: 99\njoin: 60\nsend_join: 5\nconsensus: 2500\nmerge: 210",
                        "fail_recv_const: 11\nseqno_unchanged_const: 12\nheartbeat_failures_allowed: 2",
                        "max_network_delay: 40\nwindow_size: 300\nmax_messages: 20\naccelerated_window: 7\nmiss_count_const: 6\nnetmtu: 9000",
                        "cancel_token_hold_on_retransmit: yes\ncluster_name: a:b",
                        "interface {\nmcastport: 7000\n}"))
                .totem();

        assertThat(totem)
                .isEqualTo(new TotemConfig(
                        2, "a:b", 2000, 10, 2000, 0, 9, 150, 99, 60, 5, 2500, 210, 11, 12, 2, 40, 340, 300, 20, 7, 6,
                        9000, true, 7000));
    }

    @Test
    void shouldTakeZeroAsDefaultWhereCorosyncDoes() {
        final TotemConfig totem = ClusterConfig.fromText(Texts.cluster(
                        2,
                        "token: 0\njoin: 0\ntoken_retransmits_before_loss_const: 0\ntoken_retransmit: 0\nhold: 0",
                        "consensus: 0\nmerge: 0\nfail_recv_const: 0\nseqno_unchanged_const: 0",
                        "max_network_delay: 0\nwindow_size: 0\nmax_messages: 0\nmiss_count_const: 0\nnetmtu: 0"))
                .totem();

        assertThat(totem).isEqualTo(TotemConfig.defaults(2));
    }

    /** Corosync's name for each effective value, and its default for three nodes: 3000 ms and once the coefficient. */
    @Test
    void shouldListEffectiveValuesAsCorosyncsRuntimeKeys() {
        assertThat(TotemConfig.defaults(3).runtimeKeys().entrySet())
                .startsWith(
                        Map.entry("runtime.config.totem.token", 3650L),
                        Map.entry("runtime.config.totem.token_retransmit", 869L))
                .contains(
                        Map.entry("runtime.config.totem.hold", 685L),
                        Map.entry("runtime.config.totem.consensus", 4380L),
                        Map.entry("runtime.config.totem.heartbeat", 0L),
                        Map.entry("runtime.config.totem.block_unlisted_ips", 1L))
                .hasSize(20);
    }

    @Test
    void shouldDeriveTheHeartbeatAndSwitchItOffIfItIsNoFasterThanTheTokenTimeout() {
        // token_retransmit is 714 ms
        assertThat(heartbeatMs("heartbeat_failures_allowed: 0")).isZero();
        assertThat(heartbeatMs("heartbeat_failures_allowed: 2")).isEqualTo(2 * 714 + 50);
        assertThat(heartbeatMs("heartbeat_failures_allowed: 2", "max_network_delay: 1571"))
                .isEqualTo(2999);
        assertThat(heartbeatMs("heartbeat_failures_allowed: 2", "max_network_delay: 1572"))
                .isZero();
    }

    private static int heartbeatMs(final String... totem) {
        return ClusterConfig.fromText(Texts.cluster(2, totem)).totem().heartbeatMs();
    }

    @Test
    void shouldTakeTheLastValueOfKeyThatIsWrittenTwice() {
        assertThat(ClusterConfig.fromText(Texts.cluster(2, "token: 1000", "token: 2000"))
                        .totem()
                        .tokenMs())
                .isEqualTo(2000);
    }

    @Test
    void shouldUsePortOfLinkZeroOnly() {
        final ClusterConfig config = ClusterConfig.fromText(Texts.cluster(
                2, "interface {\nlinknumber: 0\nmcastport: 6000\n}\ninterface {\nringnumber: 1\nmcastport: 7000\n}"));

        assertThat(config.totem().mcastPort()).isEqualTo(6000);
        assertThat(config.notices()).extracting(ConfigNotice::line).containsExactly(8);
    }

    @Test
    void shouldKeepAddressesOfFurtherLinks() {
        final ClusterConfig config =
                ClusterConfig.fromText(Texts.cluster(1).replace("nodeid: 1", "nodeid: 1\nring2_addr: c"));

        assertThat(config.nodeList().nodes().get(0).ringAddresses()).containsExactly("127.0.0.1", "", "c");
        assertThat(config.notices()).extracting(ConfigNotice::key).containsExactly("nodelist.node.ring2_addr");
    }

    @Test
    void shouldTellOfUnknownKeysAndSectionsWithoutEffect() {
        final ClusterConfig config = ClusterConfig.fromText("compatibility: none\n" + Texts.cluster(1, "tokn: 1")
                + "quorum {\nleaving_timeout: 1\ndevice {\nvotes: 1\nnet {\nhost: q\n}\n}\n}\nuidgid {\nuid: a\n}\n");

        assertThat(config.notices())
                .extracting(ConfigNotice::key)
                .containsExactly(
                        "compatibility", "totem.tokn", "quorum.leaving_timeout", "quorum.device.net", "uidgid");
    }

    @Test
    void shouldReadTransportAndSystem() {
        final ClusterConfig config = ClusterConfig.fromText(Texts.cluster(1, "interface {\nmcastaddr: 239.1.2.4\n}")
                + "totemic {\nidle_strategy: busy_spin\ndata_destination: multicast\naeron_dir: /dev/shm/a\n}\n"
                + "system {\nstate_dir: /var/lib/ring\n}\n");

        assertThat(config.transport())
                .isEqualTo(new TransportConfig(
                        IdleStrategy.BUSY_SPIN, DataDestination.MULTICAST, "239.1.2.5", "/dev/shm/a"));
        assertThat(config.system()).isEqualTo(new SystemConfig("/var/lib/ring"));
        assertThat(config.notices()).extracting(ConfigNotice::key).containsExactly("totem.interface.mcastaddr");
    }

    @Test
    void shouldDeriveMulticastGroupFromClusterName() {
        // hash of "ab" is 2 * 97 + 98 = 292 = 0x0124: 239.192.1.(292 mod 255 = 37)
        assertThat(ClusterConfig.fromText(Texts.cluster(1, "cluster_name: ab")).transport())
                .isEqualTo(new TransportConfig(
                        IdleStrategy.WAITING, DataDestination.MULTI_DESTINATION, "239.192.1.37", ""));
        assertThat(ClusterConfig.fromText(Texts.cluster(1)).transport().multicastAddress())
                .isEqualTo("239.192.0.1");
    }

    @Test
    void shouldLetWaitForAllDifferFromTwoNodeWhenItIsWritten() {
        final QuorumConfig quorum = ClusterConfig.fromText(
                        Texts.cluster(2) + "quorum {\ntwo_node: 1\nwait_for_all: 0\nexpected_votes: 2\nvotes: 3\n}\n")
                .quorum();

        assertThat(quorum.waitForAll()).isFalse();
        assertThat(quorum.expectedVotes()).isEqualTo(2);
        assertThat(quorum.votes()).isEqualTo(3);
        assertThat(quorum.provider()).isEmpty();
    }

    @Test
    void shouldLoadFileThatIsNotUtf8(@TempDir final Path directory) throws IOException {
        final Path file = directory.resolve("corosync.conf");
        Files.writeString(file, Texts.cluster(1, "\u00a0cluster_name: bl\u00e5"), StandardCharsets.ISO_8859_1);

        assertThat(ClusterConfig.load(file).totem().clusterName()).isEqualTo("bl\u00e5");
        assertThatThrownBy(() -> ClusterConfig.load(directory.resolve("absent")))
                .isInstanceOf(IOException.class);
    }

    /** Sections in sections took memory with the square of their depth, 60 GB for a file of 1 MB; found by fuzzing. */
    @Test
    void shouldTakeMemoryInProportionToTheDepthOfSections() {
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        final int depth = 20_000;
        final String text = "a {\n".repeat(depth);
        final long before = threads.getCurrentThreadAllocatedBytes();

        final ParsedConfig parsed = CorosyncConfParser.parse("f", text);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000L * depth);
        assertThat(parsed.problems()).hasSize(2);
    }
}
