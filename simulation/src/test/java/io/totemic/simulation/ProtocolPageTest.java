/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests and planted faults that docs/protocol.md names exist. */
final class ProtocolPageTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|Properties))(?:\\.(should\\w+))?`");
    private static final Pattern MUTANT = Pattern.compile("mutant `([a-z-]+)`");

    @Test
    void shouldNameTestsThatExist() throws IOException {
        final Map<String, String> sources = testSources();
        final Matcher named = TEST.matcher(page());
        int found = 0;
        while (named.find()) {
            assertThat(sources).as("test class of %s", named.group()).containsKey(named.group(1));
            if (named.group(2) != null) {
                assertThat(sources.get(named.group(1))).as(named.group()).contains("void " + named.group(2) + "(");
            }
            found++;
        }
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void shouldNameMutantsThatExist() throws IOException {
        final Matcher named = MUTANT.matcher(page());
        assertThat(named.find()).isTrue();
        do {
            assertThat(Path.of("src", "main", "mutants", named.group(1) + ".txt"))
                    .exists();
        } while (named.find());
    }

    private static String page() throws IOException {
        return Files.readString(HOME.resolve("docs").resolve("protocol.md"));
    }

    private static Map<String, String> testSources() throws IOException {
        final Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> modules = Files.list(HOME)) {
            for (final Path module : modules.filter(each -> Files.isDirectory(each.resolve("src")))
                    .toList()) {
                final Path tests = module.resolve("src").resolve("test").resolve("java");
                if (Files.isDirectory(tests)) {
                    try (Stream<Path> files = Files.walk(tests)) {
                        final List<Path> java = files.filter(
                                        file -> file.toString().endsWith(".java"))
                                .toList();
                        for (final Path file : java) {
                            final String name = file.getFileName().toString();
                            sources.put(name.substring(0, name.length() - 5), Files.readString(file));
                        }
                    }
                }
            }
        }
        return sources;
    }
}
