/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.config.ClusterConfig;
import io.totemic.protocol.NodeId;
import org.junit.jupiter.api.Test;

/** Which node of the nodelist runs here. */
final class LocalNodeTest {

    private static final ClusterConfig CONFIG = ClusterConfig.fromText("""
            totem {
                version: 2
                secauth: off
            }
            nodelist {
                node {
                    nodeid: 7
                    ring0_addr: 192.0.2.7
                }
                node {
                    nodeid: 9
                    ring0_addr: 192.0.2.9
                }
            }
            """);

    @Test
    void shouldFindTheOnlyNodeOfThisHost() throws StartFailure {
        assertThat(LocalNode.of(CONFIG, node -> node.nodeId().equals(NodeId.of(9)))
                        .found())
                .isEqualTo(NodeId.of(9));
    }

    @Test
    void shouldAskForTheIdWhenNoneOrSeveralAreHere() {
        assertThatThrownBy(() -> LocalNode.of(CONFIG, node -> false).found())
                .hasMessage("corosync.conf: nodelist has no node with an address or the name of this host,"
                        + " say with --node-id which of 7, 9 runs here");
        assertThatThrownBy(() -> LocalNode.of(CONFIG, node -> true).found())
                .hasMessage("corosync.conf: nodelist has several nodes with an address of this host,"
                        + " say with --node-id which of 7, 9 is started");
    }

    @Test
    void shouldRefuseAnIdThatIsNotInTheNodelist() {
        final LocalNode local = LocalNode.of(CONFIG, node -> true);

        assertThatThrownBy(() -> local.named(8))
                .isInstanceOf(StartFailure.class)
                .hasMessage("corosync.conf: nodelist has no node 8, only 7, 9")
                .extracting(failure -> ((StartFailure) failure).exitStatus())
                .isEqualTo(ExitStatus.CONFIGURATION);
        assertThatThrownBy(() -> local.named(0)).hasMessageContaining("--node-id is 0");
    }
}
