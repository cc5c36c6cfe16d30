/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.config.ClusterConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The key generator: what it writes, what it says, and what it refuses. */
class KeygenCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void shouldWriteAKeyThatOnlyItsOwnerMayRead() throws IOException {
        final Path file = directory.resolve("authkey");

        assertThat(run("-l", "-k", file.toString())).isZero();

        assertThat(Files.readAllBytes(file)).hasSize(256).isNotEqualTo(new byte[256]);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--------");
        assertThat(out.toString())
                .contains("Gathering 2048 bits for key from /dev/urandom.")
                .contains("Writing corosync key to " + file + ".");
        assertThat(ClusterConfig.fromText("totem {\nversion: 2\nkeyfile: " + file
                                + "\n}\nnodelist {\nnode {\nnodeid: 1\nring0_addr: 127.0.0.1\n}\n}\n")
                        .protection()
                        .key()
                        .load()
                        .keyId())
                .isPositive();
    }

    @Test
    void shouldWriteKeysOfTheSizesOfCorosync() throws IOException {
        for (final int size : new int[] {128, 4096}) {
            final Path file = directory.resolve("key" + size);
            assertThat(run("--size", Integer.toString(size), "--key-file", file.toString()))
                    .isZero();
            assertThat(Files.size(file)).isEqualTo(size);
        }
        for (final String size : new String[] {"127", "4097", "-1", "many"}) {
            final Path file = directory.resolve("other");
            assertThat(run("-s", size, "-k", file.toString())).as(size).isEqualTo(1);
            assertThat(file).doesNotExist();
        }
        assertThat(err.toString()).contains("--size is 127, must be 128..4096");
    }

    @Test
    void shouldNeverReplaceAKey() throws IOException {
        final Path file = Files.writeString(directory.resolve("authkey"), "precious");

        assertThat(run("-k", file.toString())).isEqualTo(2);

        assertThat(Files.readString(file)).isEqualTo("precious");
        assertThat(err.toString()).contains("exists already and is not replaced");
    }

    @Test
    void shouldTakeRandomBytesFromAFile() throws IOException {
        final Path random = Files.write(directory.resolve("random"), new byte[130]);

        assertThat(run(
                        "-s",
                        "129",
                        "-r",
                        random.toString(),
                        "-k",
                        directory.resolve("a").toString()))
                .isZero();
        assertThat(Files.readAllBytes(directory.resolve("a"))).isEqualTo(new byte[129]);
        assertThat(run(
                        "-s",
                        "131",
                        "-r",
                        random.toString(),
                        "-k",
                        directory.resolve("b").toString()))
                .isEqualTo(1);
        assertThat(directory.resolve("b")).doesNotExist();
        assertThat(run("-k", directory.resolve("no/such/folder").toString())).isEqualTo(2);
    }

    private int run(final String... arguments) {
        return new CommandLine(new KeygenCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
