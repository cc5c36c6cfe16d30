/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code totemic node}.
 *
 * @param options the ports, and what every node has in section totem
 * @param lab where they run, or null: on loopback
 * @param nodeCount how many there are in the nodelist
 * @param moreTotem further lines of section totem
 */
record TotemicDaemons(RingOptions options, NamespaceLab lab, int nodeCount, String moreTotem) implements Daemons {

    private static final String CONFIGURATION = "corosync.conf";

    @Override
    public String label() {
        return "totemic";
    }

    @Override
    public void prepare(final Path directory) throws IOException {
        String text = options.corosyncConf(nodeCount, moreTotem, false);
        if (lab != null) {
            for (final int node : RingOptions.nodes(nodeCount)) {
                text = text.replace(
                        "ring0_addr: " + RingOptions.address(node) + "\n",
                        "ring0_addr: " + NamespaceLab.address(node) + "\n");
            }
        }
        Files.writeString(directory.resolve(CONFIGURATION), text);
    }

    @Override
    public NodeProcess start(final int node, final Path directory) throws IOException {
        final List<String> command = new ArrayList<>();
        if (lab != null) {
            command.addAll(lab.in(node));
        }
        command.addAll(List.of(
                RingOptions.home().resolve("totemic").toString(),
                "node",
                "--config",
                directory.resolve(CONFIGURATION).toString(),
                "--node-id",
                String.valueOf(node),
                "--http",
                "127.0.0.1:" + options.httpPort(node)));
        return new NodeProcess(node, command, directory);
    }

    @Override
    public List<String> log(final NodeProcess process, final Path directory) {
        return process.log();
    }
}
