/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests of a local user count. */
class RekeyFilesTest {

    @TempDir
    private Path directory;

    private RekeyFiles files;
    private Path request;

    @BeforeEach
    void open() {
        files = new RekeyFiles(directory);
        request = directory.resolve("rekey-request");
    }

    @Test
    void shouldHandOverARequestAndAnAnswerOnce() throws IOException {
        assertThat(files.takeRequest()).isNull();
        files.ask("7 status");
        files.ask("8 load");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(request)))
                .isEqualTo("rw-------");

        assertThat(files.takeAnswer()).isNull();
        assertThat(files.takeRequest()).isEqualTo("8 load");
        assertThat(files.takeRequest()).isNull();

        files.answer("8 made it");
        assertThat(files.takeAnswer()).isEqualTo("8 made it");
        assertThat(files.takeAnswer()).isNull();
    }

    @Test
    void shouldTakeAwayARequestThatOthersMayHaveWritten() throws IOException {
        for (final String mode : new String[] {"rw--w----", "rw-----w-", "rw-rw-rw-"}) {
            files.ask("7 activate");
            Files.setPosixFilePermissions(request, PosixFilePermissions.fromString(mode));

            assertThat(files.takeRequest()).as(mode).isNull();
            assertThat(request).doesNotExist();
        }
    }

    /** Else a request could be any file that the node may read. */
    @Test
    void shouldFollowNoLink() throws IOException {
        final Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "7 activate");
        Files.createSymbolicLink(request, elsewhere);

        assertThat(files.takeRequest()).isNull();
        assertThat(Files.exists(request)).isFalse();
        assertThat(elsewhere).exists();
    }

    @Test
    void shouldReadNothingThatIsTooLong() throws IOException {
        files.ask("7 " + "x".repeat(4094));
        assertThat(files.takeRequest()).hasSize(4096);

        files.ask("7 " + "x".repeat(4095));
        assertThat(files.takeRequest()).isNull();
        assertThat(request).doesNotExist();
    }

    @Test
    void shouldTakeNoFolderForARequest() throws IOException {
        Files.createDirectory(request);

        assertThat(files.takeRequest()).isNull();
    }
}
