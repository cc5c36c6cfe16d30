/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.NamespaceLab;
import io.totemic.benchmarks.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Daemons of Corosync without clients, each in its namespace, with the same file as ours but for the transport; at real-time priority, as
 * Corosync sets it for itself.
 *
 * @param lab where they run
 * @param transport knet or udpu
 * @param nodes how many there are in the nodelist
 * @param lines of section totem; of a key that is written twice the last counts
 */
public record CorosyncNodes(NamespaceLab lab, String transport, int nodes, List<String> lines) {

    /** Reads its input, and ends with it: takes the place of a client. */
    private static final Path NO_CLIENT = Path.of("/bin/cat");

    private static final String SCRIPT = "corosync-node.sh";
    private static final String LOG = "corosync.log";

    public CorosyncNodes {
        lines = List.copyOf(lines);
    }

    /** Throws if Corosync is not installed, and says how it is. */
    public static void require() {
        CorosyncPackages.require();
    }

    /** Writes what the nodes need to {@code directory}. */
    public void prepare(final Path directory) throws IOException {
        final Setting setting = new Setting(false, Setting.ETHERNET_MTU_BYTES, nodes);
        CorosyncLauncher.extract(SCRIPT, directory);
        for (int node = 1; node <= nodes; node++) {
            final Path own = Files.createDirectory(own(node, directory));
            Files.writeString(
                    own.resolve("corosync.conf"),
                    ConfigurationText.corosync(
                            transport, setting, lines, own.resolve(LOG).toString()));
            // No secret: whoever can read the benchmark's directory may know it.
            Files.write(
                    own.resolve("authkey"),
                    "b".repeat(CorosyncLauncher.KEY_BYTES).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Starts one. */
    public NodeProcess start(final int node, final Path directory) throws IOException {
        final List<String> command = new ArrayList<>(lab.in(node));
        command.addAll(List.of(
                "sh", directory.resolve(SCRIPT).toString(), own(node, directory).toString(), NO_CLIENT.toString()));
        return new NodeProcess(node, command, directory);
    }

    /**
     * What one has logged.
     *
     * @throws UncheckedIOException if its log cannot be read
     */
    public static List<String> log(final int node, final Path directory) {
        final Path log = own(node, directory).resolve(LOG);
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (final IOException unreadable) {
            throw new UncheckedIOException("the log of node " + node + " cannot be read", unreadable);
        }
    }

    private static Path own(final int node, final Path directory) {
        return directory.resolve("node-" + node);
    }
}
