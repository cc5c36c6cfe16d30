/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds what users of the library compile against still: {@code docs/api.txt} has every public class, method and field of its packages. A change that
 * is meant is written there with {@code -Dtotemic.writePages=true}, so that it is seen in review.
 */
final class PublicApiTest {

    private static final Path FILE =
            Path.of("").toAbsolutePath().getParent().resolve("docs").resolve("api.txt");

    /** What an application imports; the rooms of a node are not among it. */
    private static final Set<String> PACKAGES = Set.of(
            "io.totemic",
            "io.totemic.stream",
            "io.totemic.replicated",
            "io.totemic.lock",
            "io.totemic.singleton",
            "io.totemic.protocol",
            "io.totemic.protocol.group");

    @Test
    void shouldNotChangeWithoutAWord() throws IOException {
        final String api = String.join("\n", lines()) + "\n";
        if (Boolean.getBoolean("totemic.writePages")) {
            Files.writeString(FILE, api);
        }

        assertThat(api)
                .as("the public API; if the change is meant, write docs/api.txt anew")
                .isEqualTo(Files.readString(FILE));
    }

    @Test
    void shouldSeeWhatUsersSeeAndNothingElse() {
        assertThat(lines())
                .contains("io.totemic.Group.multicast(java.lang.Object): java.util.concurrent.CompletionStage")
                .noneMatch(line -> line.contains("MemberAdapter"));
    }

    private static List<String> lines() {
        final List<String> lines = new ArrayList<>();
        for (final JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.totemic")) {
            if (PACKAGES.contains(type.getPackageName()) && isVisible(type)) {
                lines.add(describe(type));
                type.getCodeUnits().stream()
                        .filter(PublicApiTest::isVisible)
                        .forEach(unit -> lines.add(describe(unit)));
                type.getFields().stream()
                        .filter(field -> field.getModifiers().contains(JavaModifier.PUBLIC))
                        .forEach(field -> lines.add(describe(field)));
            }
        }
        lines.sort(Comparator.naturalOrder());
        return lines;
    }

    private static boolean isVisible(final JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicApiTest::isVisible).orElse(true);
    }

    private static boolean isVisible(final JavaCodeUnit unit) {
        return unit.getModifiers().contains(JavaModifier.PUBLIC)
                && !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !unit.getModifiers().contains(JavaModifier.BRIDGE);
    }

    private static String describe(final JavaClass type) {
        final String supertypes = type.getRawInterfaces().stream()
                .map(JavaClass::getName)
                .sorted()
                .collect(Collectors.joining(", "));
        return type.getName() + (supertypes.isEmpty() ? "" : " implements " + supertypes);
    }

    private static String describe(final JavaCodeUnit unit) {
        return unit.getOwner().getName() + "." + unit.getName() + "("
                + unit.getRawParameterTypes().stream().map(JavaClass::getName).collect(Collectors.joining(", ")) + "): "
                + unit.getRawReturnType().getName();
    }

    private static String describe(final JavaField field) {
        return field.getFullName() + ": " + field.getRawType().getName();
    }
}
