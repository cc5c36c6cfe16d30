/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.simulation.RunRecord;
import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationOptions;
import io.totemic.simulation.schedule.ScenarioText;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class SpaceTimeDiagramTest {

    /** A browser must not have to think about it. */
    private static final int BYTES_MAX = 1_000_000;

    @Test
    void shouldDrawEachNodeWithItsStatesAndRings() throws Exception {
        final Document svg = parsed(new SpaceTimeDiagram(Stories.crash()).svg());

        assertThat(elements(svg, "node")).hasSize(2);
        assertThat(elements(svg, "gather")).hasSize(3 + 1);
        assertThat(texts(svg, "ring")).containsExactly("1.4 {1 2}", "1.8 {1}", "1.4 {1 2}");
        assertThat(texts(svg, "detail")).isEmpty();
        assertThat(texts(svg, "gather-reason")).contains("gather 2");
    }

    @Test
    void shouldEndTheBandOfANodeThatCrashes() throws Exception {
        final Document svg = parsed(new SpaceTimeDiagram(Stories.crash()).svg());

        final List<String> titles = elements(svg, "operational").stream()
                .map(Element::getTextContent)
                .filter(title -> !title.isEmpty())
                .toList();
        assertThat(titles)
                .containsExactly(
                        "1#1 OPERATIONAL 0.010 s to 3.000 s",
                        "1#1 OPERATIONAL 4.213 s to 5.000 s",
                        "2#1 OPERATIONAL 0.010 s to 2.000 s");
    }

    @Test
    void shouldDrawTokensAndFramesBetweenNodes() throws Exception {
        final Document svg = parsed(new SpaceTimeDiagram(Stories.crash()).svg());

        assertThat(drawn(svg, "token")).containsExactly("token 2 of ring 1.4");
        assertThat(drawn(svg, "message")).containsExactly("frame 1.4:1 of 1 delivered by 2#1");
    }

    @Test
    void shouldNameWhatWasDone() throws Exception {
        final Document svg = parsed(new SpaceTimeDiagram(Stories.crash()).svg());

        assertThat(texts(svg, "done"))
                .containsExactly("start 1", "start 2", "partition 1 | 2", "crash 2", "everything is healed");
    }

    @Test
    void shouldShowViolationsAndEscapeThem() throws Exception {
        final Document svg = parsed(new SpaceTimeDiagram(Stories.crash("A: \"1\" < 2 & 3 > \u0001")).svg());

        assertThat(texts(svg, "violation")).containsExactly("A: \"1\" < 2 & 3 > \uFFFD");
        assertThat(texts(svg, "title")).containsExactly("by <hand>");
    }

    @Test
    void shouldShowOnlyTheWindow() throws Exception {
        final Document svg = parsed(new SpaceTimeDiagram(Stories.crash())
                .between(Duration.ofMillis(1_000), Duration.ofMillis(2_500))
                .svg());

        assertThat(texts(svg, "done")).containsExactly("partition 1 | 2", "crash 2");
        assertThat(texts(svg, "ring")).as("the rings at its begin").containsExactly("1.4 {1 2}", "1.4 {1 2}");
        assertThat(drawn(svg, "token")).isEmpty();
    }

    @Test
    void shouldRefuseAWindowThatEndsBeforeItBegins() {
        final SpaceTimeDiagram diagram = new SpaceTimeDiagram(Stories.crash());

        assertThatThrownBy(() -> diagram.between(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDrawARunWithAllItsFaults() throws Exception {
        final RunRecord run;
        try (Simulation simulation = new Simulation()) {
            run = simulation.record(SimulationOptions.DEFAULT.scenario(8));
        }
        final String text = new SpaceTimeDiagram(Story.of(run, "./totemic simulate --replay 8")).svg();
        final Document svg = parsed(text);

        final String words = texts(svg, "done").stream().map(String::strip).collect(Collectors.joining(" "));
        run.scenario().schedule().steps().stream()
                .filter(step -> !step.action().isWork())
                .forEach(step -> assertThat(words).contains(ScenarioText.action(step.action())));
        assertThat(elements(svg, "node")).hasSize(5);
        assertThat(drawn(svg, "token")).isNotEmpty();
        assertThat(drawn(svg, "message")).isNotEmpty();
        assertThat(text.length()).isLessThan(BYTES_MAX);
    }

    private static Document parsed(final String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static List<Element> elements(final Document svg, final String kind) {
        final List<Element> found = new ArrayList<>();
        final NodeList all = svg.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("class").equals(kind)) {
                found.add((Element) all.item(i));
            }
        }
        return found;
    }

    private static List<String> texts(final Document svg, final String kind) {
        return elements(svg, kind).stream().map(Element::getTextContent).toList();
    }

    /** Titles of arrows; that of the legend has none. */
    private static List<String> drawn(final Document svg, final String kind) {
        return texts(svg, kind).stream().filter(title -> !title.isEmpty()).toList();
    }
}
