/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.config.KeySource;
import io.totemic.protocol.crypto.ClusterKey;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the key of a cluster, as corosync-keygen does, except that it never replaces one. Source: corosync-keygen(8). */
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = "Makes the key of a cluster: a file of random bytes that all its nodes need a copy of.",
        exitCodeOnInvalidInput = KeygenCommand.REFUSED,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the key was written",
            "1:an option, the size or the source of random bytes is wrong",
            "2:the file exists already or cannot be created",
            "3:the file cannot be protected",
            "4:the file cannot be written"
        })
final class KeygenCommand implements Callable<Integer> {

    static final int REFUSED = 1;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    @Option(
            names = {"-k", "--key-file"},
            paramLabel = "FILE",
            defaultValue = KeySource.DEFAULT_FILE,
            description = "Where the key is written, by default ${DEFAULT-VALUE}.")
    private Path keyFile;

    @Option(
            names = {"-s", "--size"},
            paramLabel = "BYTES",
            defaultValue = "256",
            description = "Length of the key, 128..4096, by default ${DEFAULT-VALUE}.")
    private int sizeBytes;

    @Option(
            names = {"-r", "--random-file"},
            paramLabel = "FILE",
            defaultValue = "/dev/urandom",
            description = "Where the random bytes come from, by default ${DEFAULT-VALUE}.")
    private Path randomFile;

    @Option(
            names = {"-l", "--less-secure"},
            description = "Has no effect; taken because scripts pass it.")
    void lessSecure(final boolean isWanted) {
        // The random bytes of the kernel are good enough for everything.
    }

    @Override
    public Integer call() {
        final PrintWriter out = specification.commandLine().getOut();
        final PrintWriter err = specification.commandLine().getErr();
        out.println("Totemic authentication key generator.");
        if (sizeBytes < ClusterKey.SECRET_MIN_BYTES || sizeBytes > ClusterKey.SECRET_MAX_BYTES) {
            err.println("--size is " + sizeBytes + ", must be " + ClusterKey.SECRET_MIN_BYTES + ".."
                    + ClusterKey.SECRET_MAX_BYTES);
            return REFUSED;
        }
        out.println("Gathering " + sizeBytes * Byte.SIZE + " bits for key from " + randomFile + ".");
        final byte[] secret;
        try {
            secret = randomBytes();
        } catch (final IOException noneThere) {
            err.println("Random bytes cannot be read from " + randomFile + ": " + noneThere);
            return REFUSED;
        }
        out.println("Writing corosync key to " + keyFile + ".");
        out.flush();
        try {
            KeyFile.create(keyFile, secret);
            return ExitStatus.OK;
        } catch (final KeyFile.Failure failure) {
            err.println(
                    failure.getCause() instanceof FileAlreadyExistsException
                            ? keyFile + " exists already and is not replaced: nodes that have a copy of it would no"
                                    + " longer be understood"
                            : keyFile + " cannot be written: " + failure.getMessage());
            return failure.step().exitStatus();
        } catch (final IOException notClosed) {
            err.println(keyFile + " cannot be written: " + notClosed);
            return KeyFile.Step.WRITE.exitStatus();
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] randomBytes() throws IOException {
        try (InputStream in = Files.newInputStream(randomFile)) {
            final byte[] bytes = in.readNBytes(sizeBytes);
            if (bytes.length < sizeBytes) {
                throw new EOFException("it has only " + bytes.length + " bytes");
            }
            return bytes;
        }
    }
}
