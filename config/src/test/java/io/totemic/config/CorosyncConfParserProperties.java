/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class CorosyncConfParserProperties {

    @Property(tries = 500)
    void shouldNeverThrowOnAnyText(@ForAll final String text) {
        checkMessages(CorosyncConfParser.parse("f", text));
    }

    @Property(tries = 2000)
    void shouldNeverThrowOnLinesThatLookLikeConfiguration(@ForAll("lines") final List<String> lines) {
        checkMessages(CorosyncConfParser.parse("f", String.join("\n", lines)));
        checkMessages(CorosyncConfParser.parse("f", Texts.cluster(2, lines.toArray(String[]::new))));
    }

    @Provide
    Arbitrary<List<String>> lines() {
        final List<String> names = ConfigKeys.all().stream()
                .map(key -> key.name().replace('X', '1'))
                .toList();
        final List<String> values = List.of(
                "",
                "0",
                "1",
                "2",
                "-1",
                "30",
                "50",
                "1000",
                "1000000000",
                "4294967295",
                "4294967296",
                "x",
                "on",
                "off",
                "none",
                "+7",
                "239.1.1.255",
                "99999999999999999999999999999999999999999999",
                "\u2028");
        final Arbitrary<String> pairs =
                Arbitraries.of(names).flatMap(name -> Arbitraries.of(values).map(value -> name + ": " + value));
        final Arbitrary<String> opened = Arbitraries.of(ConfigKeys.sections()).map(section -> section.name() + " {");
        return Arbitraries.oneOf(pairs, opened, Arbitraries.of("}", "}", "} }", "{", "x {", ": 1", "a b"))
                .list()
                .ofMaxSize(20);
    }

    private static void checkMessages(final ParsedConfig parsed) {
        assertThat(parsed.problems().isEmpty()).isEqualTo(parsed.config().isPresent());
        assertThat(parsed.problems())
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("\n", "\r", "\u2028"));
    }
}
