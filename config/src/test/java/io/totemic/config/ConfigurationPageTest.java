/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed page is the catalogue; {@code -Dtotemic.writePages=true} writes it anew. */
final class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void shouldEqualTheCatalogue() throws IOException {
        if (Boolean.getBoolean("totemic.writePages")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, ConfigKeys.markdown());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(ConfigKeys.markdown());
    }

    @Test
    void shouldKnowTheSectionOfEachKey() {
        assertThat(ConfigKeys.all()).isNotEmpty().allSatisfy(key -> assertThat(ConfigKeys.findSection(key.section()))
                .isPresent());
    }

    @Test
    void shouldHaveEachKeyOnlyOnce() {
        assertThat(KeyTable.keys()).hasSameSizeAs(ConfigKeys.all());
    }

    @Test
    void shouldSayWhatTooSmallAndTooLargeMeanForEachTimer() {
        assertThat(ConfigKeys.all())
                .filteredOn(key -> key.effective() && key.unit().equals("ms"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.effect()).contains("Too small: ", "Too large: "));
    }

    @Test
    void shouldAcceptTheDefaultOfEachNumber() {
        assertThat(ConfigKeys.all())
                .filteredOn(key -> key.type().isNumber() && key.defaultText().matches("[0-9]+"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.violation(key.defaultText())).isEmpty());
    }
}
