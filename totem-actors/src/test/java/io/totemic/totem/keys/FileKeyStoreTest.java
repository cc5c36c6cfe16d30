/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.config.ClusterConfig;
import io.totemic.config.ConfigException;
import io.totemic.config.KeySource;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.message.KeyState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node finds of its keys when it starts again, and which file is left when one is retired. */
class FileKeyStoreTest {

    private static final byte[] OLD = new byte[128];
    private static final byte[] NEW = new byte[130];
    private static final int OLD_ID = new ClusterKey(OLD).keyId();
    private static final int NEW_ID = new ClusterKey(NEW).keyId();

    @TempDir
    private Path directory;

    private Path keyFile;
    private Path nextFile;

    @BeforeEach
    void writeKey() throws IOException {
        keyFile = directory.resolve("authkey");
        nextFile = directory.resolve("authkey.next");
        write(keyFile, OLD);
    }

    @Test
    void shouldFindWhatWasStored() throws IOException {
        assertThat(store().load()).isEqualTo(KeyState.NONE);

        store().store(new KeyState(Long.MAX_VALUE, 0xFFFE, 0x8001));

        assertThat(store().load()).isEqualTo(new KeyState(Long.MAX_VALUE, 0xFFFE, 0x8001));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("keys"))))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("keys"))
                .hasBinaryContent(
                        new byte[] {-1, -1, -1, -1, -1, -1, -1, 0x7F, (byte) 0xFE, (byte) 0xFF, 1, (byte) 0x80});
    }

    /** Who cut it, or wrote a negative number into it, makes the node begin where one without a file does. */
    @Test
    void shouldTakeADamagedFileForNothingMuch() throws IOException {
        Files.write(directory.resolve("keys"), new byte[11]);
        assertThat(store().load()).isEqualTo(KeyState.NONE);

        Files.write(directory.resolve("keys"), new byte[] {0, 0, 0, 0, 0, 0, 0, -1, 1, 0, 2, 0});
        assertThat(store().load()).isEqualTo(new KeyState(0, 1, 2));
    }

    @Test
    void shouldKeepTheLastStateWhenWritesOvertakeEachOther() {
        final List<Runnable> writes = new ArrayList<>();
        final FileKeyStore store = new FileKeyStore(directory, source(), writes::add);
        store.store(new KeyState(1, 5, 0));
        store.store(new KeyState(2, 6, 0));

        writes.get(1).run();
        writes.get(0).run();

        assertThat(store.load()).isEqualTo(new KeyState(2, 6, 0));
    }

    @Test
    void shouldReadTheKeyAndTheOneThatIsToTakeItsPlace() throws IOException {
        assertThat(ids()).containsExactly(OLD_ID);
        write(nextFile, NEW);
        assertThat(ids()).containsExactly(OLD_ID, NEW_ID);

        Files.delete(nextFile);
        write(nextFile, OLD);
        assertThat(ids()).containsExactly(OLD_ID);
    }

    @Test
    void shouldRefuseANextKeyThatOthersMayRead() throws IOException {
        write(nextFile, NEW);
        Files.setPosixFilePermissions(nextFile, PosixFilePermissions.fromString("r--r-----"));

        assertThatThrownBy(this::ids)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is " + nextFile + ", whose mode is r--r-----");
    }

    @Test
    void shouldLetTheNextKeyTakeThePlaceOfTheRetiredOne() throws IOException {
        write(nextFile, NEW);

        store().retired(OLD_ID);

        assertThat(keyFile).hasBinaryContent(NEW);
        assertThat(nextFile).doesNotExist();
        // After a crash in between it is told again.
        store().retired(OLD_ID);
        assertThat(keyFile).hasBinaryContent(NEW);
    }

    /** After a roll-back the new key is the one that is retired. */
    @Test
    void shouldRemoveANextKeyThatIsRetired() throws IOException {
        write(nextFile, NEW);

        store().retired(NEW_ID);

        assertThat(keyFile).hasBinaryContent(OLD);
        assertThat(nextFile).doesNotExist();
    }

    @Test
    void shouldLeaveTheFilesAloneWhenAKeyThatStandsInNoneIsRetired() throws IOException {
        write(nextFile, NEW);

        store().retired(0);
        store().retired(OLD_ID ^ NEW_ID ^ 1);

        assertThat(keyFile).hasBinaryContent(OLD);
        assertThat(nextFile).hasBinaryContent(NEW);
    }

    /** The only key is never lost, whatever is told. */
    @Test
    void shouldKeepTheKeyFileWhenThereIsNoOther() {
        store().retired(OLD_ID);

        assertThat(keyFile).hasBinaryContent(OLD);
    }

    private FileKeyStore store() {
        return new FileKeyStore(directory, source(), Runnable::run);
    }

    private List<Integer> ids() {
        return FileKeyStore.keys(source()).stream().map(ClusterKey::keyId).toList();
    }

    private KeySource source() {
        return ClusterConfig.fromText("totem {\nversion: 2\nkeyfile: " + keyFile
                        + "\n}\nnodelist {\nnode {\nnodeid: 1\nring0_addr: 127.0.0.1\n}\n}\n")
                .protection()
                .key();
    }

    private static void write(final Path file, final byte[] secret) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, secret);
    }
}
