/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.management.ManagementSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class NodeStartTest {

    private static String[] split(final String line) {
        return line.split(" ", -1);
    }

    @Test
    void shouldReadWhatANodeIsAskedToRun() {
        assertThat(NodeStart.ofPlain(split("node -c c.conf --node-id 3 --http [::1]:80 --trace t.trace")))
                .isEqualTo(new NodeStart(Path.of("c.conf"), 3L, ManagementSettings.at("::1", 80), Path.of("t.trace")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node -c c.conf",
                "node --config /etc/corosync/corosync.conf",
                "node --node-id 1 --config c.conf",
                "node --config c.conf --node-id 4294967295",
                "node --config c.conf --node-id +7",
                "node --config c.conf --node-id 007",
                "node --http :1 -c c.conf",
                "node --trace a/b.trace --http localhost:7626 --config c.conf --node-id 2"
            })
    void shouldReadTheSameAsPicocli(final String line) {
        final CommandLine commandLine = Daemon.commandLine("node");
        commandLine.parseArgs(split(line));
        final NodeCommand node = commandLine.getSubcommands().get("node").getCommand();

        assertThat(NodeStart.ofPlain(split(line))).isNotNull().isEqualTo(node.start());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nodes -c c.conf",
                "node",
                "node -h",
                "node --help",
                "node c.conf",
                "node -cc.conf",
                "node --config=c.conf",
                "node --config",
                "node --config ",
                "node --config --http",
                "node --config c.conf --help",
                "node --config c.conf -c d.conf",
                "node --config c.conf --node-id 1 --node-id 2",
                "node --config c.conf --node-id one",
                "node --config c.conf --http 7626",
                "node --config c.conf --http a:b",
                "node --config c.conf --unknown 1",
                "node --node-id 1",
                "node --config @arguments",
                "node --config \"c.conf\"",
                "demo --rounds 1"
            })
    void shouldLeaveAllElseToPicocli(final String line) {
        assertThat(NodeStart.ofPlain(split(line))).isNull();
    }
}
