/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays the kept corpus: seeds, what fuzzing has found worth keeping, and the inputs of all findings. With {@code
 * -Dtotemic.writeSeeds=true} the seeds are written anew.
 */
class CorpusTest {

    private static final Path CORPUS = Path.of("corpus");
    private static final String SEED = "seed-";

    static Stream<String> targets() {
        return StreamSupport.stream(FuzzTargets.names().spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldHoldItsBoundsForEveryKeptInput(final String target) throws Exception {
        final BoundedRun run = new BoundedRun(FuzzTargets.create(target));
        final List<Path> kept = files(target);

        assertThat(kept).isNotEmpty();
        for (final Path file : kept) {
            final byte[] input = Files.readAllBytes(file);
            run.decode(input);
            // A frame that ends too early is the commonest of all damages.
            final int step = Math.max(1, input.length / 64);
            for (int length = 0; length < input.length; length += step) {
                run.decode(Arrays.copyOf(input, length));
            }
        }
    }

    /** A seed that the decoder no longer takes is where fuzzing begins outside the door. */
    @ParameterizedTest
    @MethodSource("targets")
    void shouldTakeEverySeed(final String target) throws Exception {
        final FuzzTarget decoder = FuzzTargets.create(target);
        final List<byte[]> seeds = decoder.seeds();

        assertThat(seeds).isNotEmpty();
        for (int i = 0; i < seeds.size(); i++) {
            assertThat(decoder.decode(seeds.get(i)))
                    .as("seed %d of %s is taken", i + 1, target)
                    .isTrue();
        }
    }

    /** Jazzer begins with files: they must be what the encoders write. */
    @ParameterizedTest
    @MethodSource("targets")
    void shouldKeepTheSeedsThatTheEncodersWrite(final String target) throws IOException {
        final List<byte[]> seeds = FuzzTargets.create(target).seeds();
        for (int i = 0; i < seeds.size(); i++) {
            final Path file = CORPUS.resolve(target).resolve(SEED + (i + 1));
            if (Boolean.getBoolean("totemic.writeSeeds")) {
                Files.createDirectories(file.getParent());
                Files.write(file, seeds.get(i));
            }
            assertThat(file).hasBinaryContent(seeds.get(i));
        }
    }

    @Test
    void shouldKeepNoFolderWithoutATarget() throws IOException {
        try (Stream<Path> folders = Files.list(CORPUS)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(targets().toList());
        }
    }

    private static List<Path> files(final String target) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
            return files.sorted().toList();
        }
    }
}
