/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the layering law against all modules, and shows with the packages below {@code io.totemic.broken}, which break each
 * rule once, that every rule can fail.
 */
final class ArchitectureTest {

    private static final ArchitectureRules LAW = new ArchitectureRules("io.totemic");
    private static final ArchitectureRules BROKEN_LAW = new ArchitectureRules("io.totemic.broken");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.totemic");
    private static final JavaClasses BROKEN_HOUSE = new ClassFileImporter().importPackages("io.totemic.broken");

    static Iterable<String> modules() {
        return ArchitectureRules.modules();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldFollowTheArrows(final String module) {
        LAW.arrowsOf(module).check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"protocol", "config", "membership", "totem", "quorum", "cpg", "bootstrap", "management"})
    void shouldNoticeAnArrowThatPointsUp(final String module) {
        assertBroken(BROKEN_LAW.arrowsOf(module), "");
    }

    @Test
    void shouldKeepCoresPure() {
        LAW.coresArePure().check(HOUSE);
        LAW.coresReadNoClock().check(HOUSE);
    }

    @Test
    void shouldNoticeAnImpureCore() {
        assertBroken(BROKEN_LAW.coresArePure(), "java.util.Random");
        assertBroken(BROKEN_LAW.coresArePure(), "java.io.File");
        assertBroken(BROKEN_LAW.coresReadNoClock(), "java.lang.System.nanoTime()");
    }

    @Test
    void shouldKeepClocksOutOfRooms() {
        LAW.roomsReadNoClock().check(HOUSE);
    }

    @Test
    void shouldNoticeAClockInARoom() {
        assertBroken(BROKEN_LAW.roomsReadNoClock(), "java.time.Instant.now()");
    }

    @Test
    void shouldKeepAeronInTheLink() {
        LAW.onlyTheLinkSeesAeron().check(HOUSE);
        assertBroken(BROKEN_LAW.onlyTheLinkSeesAeron(), "io.aeron.Aeron");
    }

    @Test
    void shouldKeepCoresFromManagement() {
        LAW.managementSeesNoCores().check(HOUSE);
        assertBroken(BROKEN_LAW.managementSeesNoCores(), "core.ImpureCore");
    }

    @Test
    void shouldHaveNoCycles() {
        LAW.noCycles().check(HOUSE);
        assertBroken(BROKEN_LAW.noCycles(), "Cycle detected");
    }

    @Test
    void shouldHaveTellingNames() {
        LAW.telling().check(HOUSE);
        assertBroken(BROKEN_LAW.telling(), "StringHelper");
    }

    @Test
    void shouldDescribeEveryPackage() throws IOException {
        final Path project = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> modules = Files.list(project)) {
            for (final Path module : modules.sorted(Comparator.naturalOrder()).toList()) {
                final Path sources = module.resolve("src/main/java");
                if (Files.isDirectory(sources)) {
                    assertThat(undescribed(sources)).as(module.toString()).isEmpty();
                }
            }
        }
    }

    @Test
    void shouldNoticeAPackageWithoutDescription(@TempDir final Path sources) throws IOException {
        final Path described = Files.createDirectories(sources.resolve("io/described"));
        Files.writeString(described.resolve("package-info.java"), "package io.described;");
        Files.writeString(described.resolve("A.java"), "class A {}");
        final Path bare = Files.createDirectories(sources.resolve("io/bare"));
        Files.writeString(bare.resolve("B.java"), "class B {}");

        assertThat(undescribed(sources)).containsExactly(bare);
    }

    private static List<Path> undescribed(final Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .toList();
        }
    }

    private static void assertBroken(final ArchRule rule, final String detail) {
        final String report = rule.evaluate(BROKEN_HOUSE).getFailureReport().toString();
        assertThat(report).contains("was violated").contains(detail);
    }
}
