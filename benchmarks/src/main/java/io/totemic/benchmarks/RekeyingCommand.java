/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes the key of a ring of processes under load, as an operator does it: with key files and the command rekey. */
@Command(
        name = "rekey",
        mixinStandardHelpOptions = true,
        description =
                "Changes the key of five nodes under load: one is down meanwhile, one restarts in the middle, and once"
                        + " it is rolled back.")
final class RekeyingCommand implements Callable<Integer> {

    private static final int NODES = 5;
    private static final List<Integer> WRITERS = List.of(1, 2, 3);
    private static final long LIMIT_S = 60;
    private static final int SECRET_BYTES = 256;

    private record Said(int exit, String text) {}

    @Mixin
    private RingOptions options;

    @Option(names = "--rate", defaultValue = "1000", description = "Messages a second of each of three writers.")
    private int rate;

    @Option(names = "--bytes", defaultValue = "100", description = "Length of a message.")
    private int bytes;

    private Report report;
    private BenchRing ring;

    @Override
    public Integer call() throws Exception {
        report = new Report("Another key: " + NODES + " processes, " + WRITERS.size() + " writers of " + rate
                + " messages/s of " + bytes + " bytes, AES-256-GCM");
        try (BenchRing opened = new BenchRing(options, NODES, "", false)) {
            ring = opened;
            final String text = Files.readString(ring.directory().resolve("corosync.conf"));
            for (final int node : ring.nodes()) {
                writeKey(keyFile(node), 1);
                Files.writeString(
                        ring.directory().resolve("corosync-" + node + ".conf"),
                        text.replace(
                                "    secauth: off\n",
                                "    crypto_cipher: aes256\n    keyfile: " + keyFile(node) + "\n"));
                ring.startMember(node);
            }
            awaitAll(ring.nodes());
            WRITERS.forEach(node -> ring.process(node).tell("WRITE " + rate + " " + bytes + " AGREED"));
            change();
            SentAndDelivered.claim(report, ring, WRITERS);
        }
        return report.end();
    }

    private void change() throws IOException, InterruptedException {
        report.say("node 5 is killed; the new key comes to all hosts, and is loaded at nodes 1, 2 and 3");
        ring.kill(5);
        awaitAll(List.of(1, 2, 3, 4));
        for (final int node : ring.nodes()) {
            writeKey(next(node), 3);
        }
        for (final int node : WRITERS) {
            claim(rekey(node, "load"), 0, "frames are sealed with");
        }
        claim(rekey(1, "activate"), 1, "nodes 4 have not loaded");
        report.say("node 4 loads it too");
        claim(rekey(4, "load"), 0, "frames are sealed with");
        final long gathersBefore = gathers();
        claim(rekey(1, "activate"), 0, "not heard: nodes 5");
        claimStatus("activation 1", 4);
        claim(rekey(2, "rollback"), 0, "activation 2");
        claimStatus("activation 2", 4);
        claim(rekey(3, "activate"), 0, "activation 3");
        Thread.sleep(1_000);
        report.claim(gathers() == gathersBefore, "the ring of 1, 2, 3 and 4 has stood all the time");
        report.say("node 4 is killed and started again, with both keys in its files");
        ring.kill(4);
        awaitAll(WRITERS);
        ring.startMember(4);
        awaitAll(List.of(1, 2, 3, 4));
        claimStatus("activation 3", 4);
        report.say("node 5, which was down, is started");
        ring.startMember(5);
        awaitAll(ring.nodes());
        claimStatus("activation 3", 5);
        final long gathersBeforeRetirement = gathers();
        claim(rekey(1, "retire"), 0, "frames are sealed with");
        Thread.sleep(2_000);
        report.claim(gathers() == gathersBeforeRetirement, "the ring of all has stood while the old key was dropped");
        for (final int node : ring.nodes()) {
            report.claim(
                    Arrays.equals(Files.readAllBytes(keyFile(node)), secret(3)) && !Files.exists(next(node)),
                    "node %d: the new key stands in the key file, alone",
                    node);
        }
        report.say("node 5 is killed and started again, with the new key alone");
        ring.kill(5);
        awaitAll(List.of(1, 2, 3, 4));
        ring.startMember(5);
        awaitAll(ring.nodes());
        Thread.sleep(1_000);
    }

    private void awaitAll(final List<Integer> nodes) throws InterruptedException {
        for (final int node : nodes) {
            ring.process(node).await("JOINED", 0, LIMIT_S);
        }
        report.say("ring %s of %s", ring.awaitRing(nodes, LIMIT_S), nodes);
    }

    private long gathers() throws InterruptedException {
        return NodeCounters.of(ring.process(1).ask("COUNTERS", "COUNTERS", LIMIT_S))
                .gatherEntered();
    }

    private void claimStatus(final String activation, final int heard) throws IOException, InterruptedException {
        final Said said = rekey(1, "status");
        final List<String> sealing = said.text
                .lines()
                .filter(line -> line.contains("seals with"))
                .map(line -> line.replaceFirst(".*seals with ([0-9a-f]{4}).*", "$1"))
                .toList();
        report.claim(
                said.exit == 0
                        && said.text.startsWith(activation + "\n")
                        && sealing.size() == heard
                        && sealing.stream().distinct().count() == 1,
                "status: %s",
                said.text.replace("\n", ";"));
    }

    private void claim(final Said said, final int exit, final String words) {
        report.claim(said.exit == exit && said.text.contains(words), "exit %d: %s", said.exit, said.text);
    }

    private Said rekey(final int node, final String step) throws IOException, InterruptedException {
        report.say("rekey %s at node %d", step, node);
        final ProcessBuilder builder = new ProcessBuilder(
                        RingOptions.home().resolve("totemic").toString(),
                        "rekey",
                        step,
                        "--config",
                        ring.configOf(node).toString(),
                        "--node-id",
                        String.valueOf(node))
                .directory(ring.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().remove("STATE_DIRECTORY");
        final Process process = builder.start();
        final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new BenchFailure("totemic rekey did not end");
        }
        return new Said(process.exitValue(), text);
    }

    private Path keyFile(final int node) {
        return ring.directory().resolve("authkey-" + node);
    }

    private Path next(final int node) {
        return ring.directory().resolve("authkey-" + node + ".next");
    }

    /** No secrets: whoever can read the benchmark may know them. */
    private static byte[] secret(final int factor) {
        final byte[] secret = new byte[SECRET_BYTES];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (factor * i);
        }
        return secret;
    }

    private static void writeKey(final Path file, final int factor) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, secret(factor));
    }
}
