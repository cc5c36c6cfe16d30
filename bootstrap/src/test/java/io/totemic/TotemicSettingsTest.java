/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.totemic.config.ConfigException;
import io.totemic.config.ProtectionConfig;
import io.totemic.cpg.core.CpgSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.crypto.CipherSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings from HOCON. */
class TotemicSettingsTest {

    private static final String CLUSTER = """
            totemic {
              node-id = 2
              cluster {
                totem { cluster_name = orders, token = 1234, secauth = off }
                quorum { provider = corosync_votequorum }
                nodelist { node = [
                  { nodeid = 1, ring0_addr = "127.0.0.1" }
                  { nodeid = 2, ring0_addr = "127.0.0.2", quorum_votes = 3 }
                ] }
              }
            }
            """;

    private static Config config(final String text) {
        return ConfigFactory.parseString(text)
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    @Test
    void shouldReadAClusterThatStandsInHocon() {
        final TotemicSettings settings = TotemicSettings.of(config(CLUSTER));

        assertThat(settings.self()).isEqualTo(NodeId.of(2));
        assertThat(settings.cluster().totem().clusterName()).isEqualTo("orders");
        assertThat(settings.cluster().totem().tokenMs()).isEqualTo(1234);
        assertThat(settings.cluster().nodeList().nodes()).hasSize(2);
        assertThat(settings.cluster().nodeList().nodes().get(1).quorumVotes()).isEqualTo(3);
        assertThat(settings.cluster().nodeList().nodes().get(1).ringAddresses()).containsExactly("127.0.0.2");
    }

    @Test
    void shouldReadHowFramesAreProtected() {
        assertThat(TotemicSettings.of(config(CLUSTER)).cluster().protection().isOn())
                .isFalse();

        final ProtectionConfig protection = TotemicSettings.of(
                        config(CLUSTER.replace("secauth = off", "crypto_cipher = chacha20, keyfile = /a/key")))
                .cluster()
                .protection();

        assertThat(protection.isOn()).isTrue();
        assertThat(protection.suite()).isEqualTo(CipherSuite.CHACHA20_POLY1305);
        assertThat(protection.key()).hasToString("/a/key");
    }

    /** The defaults of reference.conf are those of the program. */
    @Test
    void shouldHaveOneSetOfDefaults() {
        assertThat(TotemicSettings.of(config(CLUSTER)).groups()).isEqualTo(CpgSettings.DEFAULT);
    }

    @Test
    void shouldReadACorosyncConf(@TempDir final Path directory) throws IOException {
        final Path file = directory.resolve("corosync.conf");
        Files.writeString(file, """
                totem {
                  version: 2
                  cluster_name: file
                  secauth: off
                }
                nodelist {
                  node {
                    nodeid: 7
                    ring0_addr: 127.0.0.1
                  }
                }
                """);

        final TotemicSettings settings =
                TotemicSettings.of(config("totemic { node-id = 7, corosync-conf = \"" + file + "\" }"));

        assertThat(settings.cluster().totem().clusterName()).isEqualTo("file");
    }

    @Test
    void shouldNameWhatIsWrong() {
        assertThatThrownBy(() -> TotemicSettings.of(config("totemic.cluster {}")))
                .isInstanceOf(com.typesafe.config.ConfigException.class)
                .hasMessageContaining("totemic.node-id")
                .hasMessageContaining("must be 1..4294967295");
        assertThatThrownBy(() -> TotemicSettings.of(config(CLUSTER + "totemic.cluster.totem.token = soon")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("totemic.cluster")
                .hasMessageContaining("token");
        assertThatThrownBy(() -> TotemicSettings.of(config(CLUSTER + "totemic.groups.backlog-of-ring = 1 MiB")))
                .isInstanceOf(com.typesafe.config.ConfigException.class)
                .hasMessageContaining("backlogOfRingBytes");
        assertThatThrownBy(() -> TotemicSettings.of(config("totemic { node-id = 1, corosync-conf = /no/such/file }")))
                .isInstanceOf(com.typesafe.config.ConfigException.class)
                .hasMessageContaining("/no/such/file");
    }

    /** A path that is none ended in an exception without the key; found by fuzzing. */
    @Test
    void shouldNameTheKeyOfAPathThatIsNone() {
        assertThatThrownBy(() -> TotemicSettings.of(config("totemic { node-id = 1, corosync-conf = \"a\\u0000b\" }")))
                .isInstanceOf(com.typesafe.config.ConfigException.class)
                .hasMessageContaining("totemic.corosync-conf");
    }
}
