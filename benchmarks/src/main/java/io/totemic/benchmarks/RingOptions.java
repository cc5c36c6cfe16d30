/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Where the nodes of a benchmark listen, and the configuration that they share. */
public final class RingOptions {

    /** Name of the cluster. */
    static final String CLUSTER = "bench";

    @Option(
            names = "--port",
            defaultValue = "5605",
            description = "UDP port of all nodes; by default ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--http-port",
            defaultValue = "7726",
            description = "HTTP port of node 1, the others follow; by default ${DEFAULT-VALUE}.")
    private int httpPort;

    @Option(
            names = "--totem",
            description = "A line for section totem of the configuration, such as 'window_size: 300'; may be repeated.")
    private List<String> totemLines = List.of();

    @Option(
            names = "--cipher",
            defaultValue = "off",
            description = "What frames are encrypted with: aes256, chacha20 or off; by default ${DEFAULT-VALUE}.")
    private String cipher;

    @Option(
            names = "--crypto-model",
            defaultValue = "jdk",
            description = "Whose ciphers: jdk or bouncycastle; by default ${DEFAULT-VALUE}.")
    private String cryptoModel;

    @Option(names = "--keep", description = "Keep the directory with configuration and logs.")
    private boolean isKept;

    boolean isKept() {
        return isKept;
    }

    /** With AES-256-GCM, unless another cipher was asked for. */
    void encrypt() {
        if (cipher.equals("off")) {
            cipher = CipherSuite.AES_256_GCM.word();
        }
    }

    boolean isEncrypted() {
        return !cipher.equals("off");
    }

    /** Lines for section totem that were asked for. */
    List<String> totemLines() {
        return totemLines;
    }

    /** HTTP port of nodes that stand each in a namespace of its own. */
    int httpPort() {
        return httpPort;
    }

    int port() {
        return port;
    }

    static String address(final int node) {
        return "127.0.0." + node;
    }

    static List<Integer> nodes(final int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }

    int httpPort(final int node) {
        return httpPort + node - 1;
    }

    /** The configuration; {@code moreTotem} are further lines of its section totem. */
    String corosyncConf(final int nodeCount, final String moreTotem, final boolean isDebugging) {
        final StringBuilder text = new StringBuilder(1024);
        text.append("totem {\n    version: 2\n    cluster_name: ")
                .append(CLUSTER)
                .append('\n');
        if (cipher.equals("off")) {
            text.append("    secauth: off\n");
        } else {
            // No secret: whoever can read the benchmark's directory may know it.
            text.append("    crypto_cipher: ").append(cipher).append('\n');
            text.append("    crypto_model: ").append(cryptoModel).append('\n');
            text.append("    key: ")
                    .append("b".repeat(ClusterKey.SECRET_MIN_BYTES))
                    .append('\n');
        }
        text.append("    token: 1000\n    token_coefficient: 0\n").append(moreTotem);
        totemLines.forEach(line -> text.append("    ").append(line).append('\n'));
        text.append("    interface {\n        linknumber: 0\n        mcastport: ")
                .append(port);
        text.append("\n    }\n}\n\nquorum {\n    provider: corosync_votequorum\n}\n\n");
        text.append("logging {\n    to_stderr: on\n    to_syslog: off\n    timestamp: hires\n    debug: ")
                .append(isDebugging ? "on" : "off")
                .append("\n}\n\nnodelist {\n");
        for (final int node : nodes(nodeCount)) {
            text.append("    node {\n        nodeid: ").append(node);
            text.append("\n        ring0_addr: ").append(address(node)).append("\n    }\n");
        }
        return text.append("}\n").toString();
    }

    /** The folder of the launcher. */
    public static Path home() {
        final String home = System.getProperty("totemic.home");
        if (home == null) {
            throw new BenchFailure("the benchmarks are started with: totemic bench");
        }
        return Path.of(home);
    }
}
