/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.BenchFailure;
import io.totemic.benchmarks.NamespaceLab;
import io.totemic.benchmarks.NodeProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Daemons of Corosync, each with a client of ours in C, which is compiled first.
 *
 * @param transport knet or udpu
 * @param lines of section totem
 */
record CorosyncLauncher(String transport, List<String> lines) implements RingLauncher {

    private static final String CLIENT = "cpg-member";
    private static final String FOUND_MTU = "Global data MTU changed to";
    private static final String SCRIPT = "corosync-node.sh";
    static final int KEY_BYTES = 256;
    private static final long COMPILER_LIMIT_S = 60;

    CorosyncLauncher {
        lines = List.copyOf(lines);
    }

    @Override
    public void start(
            final NamespaceLab lab, final Setting setting, final Path directory, final List<NodeProcess> started)
            throws IOException, InterruptedException {
        final Path client = compile(directory);
        final Path script = extract(SCRIPT, directory);
        for (int node = 1; node <= setting.nodes(); node++) {
            final Path own = Files.createDirectory(directory.resolve("node-" + node));
            Files.writeString(
                    own.resolve("corosync.conf"),
                    ConfigurationText.corosync(
                            transport,
                            setting,
                            lines,
                            own.resolve("corosync.log").toString()));
            // No secret: whoever can read the benchmark's directory may know it.
            Files.write(own.resolve("authkey"), "b".repeat(KEY_BYTES).getBytes(StandardCharsets.US_ASCII));
            final List<String> command = new ArrayList<>(lab.in(node));
            command.addAll(List.of("sh", script.toString(), own.toString(), client.toString()));
            started.add(new NodeProcess(node, command, directory));
        }
    }

    @Override
    public RotationMeter rotationMeter(final NodeProcess member) throws InterruptedException {
        return new CorosyncRotationMeter(member);
    }

    /** The MTU that knet has found for the payload of its packets. */
    @Override
    public String remark(final Path directory) {
        try {
            return Files.readAllLines(directory.resolve("node-1").resolve("corosync.log")).stream()
                    .filter(line -> line.contains(FOUND_MTU))
                    .reduce((earlier, later) -> later)
                    .map(line -> line.substring(line.indexOf(FOUND_MTU)))
                    .orElse("");
        } catch (final IOException unreadable) {
            return "its log cannot be read: " + unreadable.getMessage();
        }
    }

    @Override
    public List<String> log(final NodeProcess member, final Path directory) {
        return CorosyncNodes.log(member.node(), directory);
    }

    private static Path compile(final Path directory) throws IOException, InterruptedException {
        final Path source = extract(CLIENT + ".c", directory);
        final Path client = directory.resolve(CLIENT);
        final Path said = directory.resolve("gcc.log");
        final Process compiler = new ProcessBuilder(
                        "gcc", "-O2", "-o", client.toString(), source.toString(), "-lcpg", "-lpthread")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!compiler.waitFor(COMPILER_LIMIT_S, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
            compiler.destroyForcibly();
            throw new BenchFailure("gcc does not compile the client of Corosync: " + Files.readString(said));
        }
        return client;
    }

    static Path extract(final String name, final Path directory) throws IOException {
        final Path file = directory.resolve(name);
        try (InputStream resource = CorosyncLauncher.class.getResourceAsStream(name)) {
            Files.copy(resource, file);
        }
        return file;
    }
}
