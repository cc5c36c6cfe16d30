/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.totemic.simulation.kit.Seeds;
import io.totemic.simulation.kit.SimulatedCluster;
import io.totemic.simulation.kit.SimulationFailure;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What JUnit reports of simulated tests that fail, and of some that do not. */
final class SimulatedTestExtensionTest {

    private final String seedBefore = System.getProperty(Seeds.PROPERTY);

    @BeforeEach
    void forgetRuns() {
        System.clearProperty(Seeds.PROPERTY);
        Samples.RUNS.clear();
    }

    @AfterEach
    void restoreSeed() {
        if (seedBefore != null) {
            System.setProperty(Seeds.PROPERTY, seedBefore);
        } else {
            System.clearProperty(Seeds.PROPERTY);
        }
    }

    @Test
    void shouldRunEachSeedAndTheFirstTwice() {
        run("passes").assertStatistics(stats -> stats.started(4).succeeded(4));
        assertThat(Samples.RUNS).containsExactly("begins 5", "5", "begins 5", "5", "begins 6", "6", "begins 7", "7");
    }

    @Test
    void shouldStopAtTheFirstSeedThatFailsAndSayHowToReplayIt() {
        final Events events = run("failsForSeed3");

        events.assertStatistics(stats -> stats.started(4).succeeded(3).failed(1));
        assertFailedWith(
                events,
                text -> text.startsWith("seed 3 failed; replay with -Dtotemic.seed=3\n")
                        && text.contains("three is too many")
                        && text.contains("seed 3, after 2.000 s of virtual time:\n  node 1 is on ring"));
    }

    @Test
    void shouldRunOnlyTheSeedOfTheProperty() {
        System.setProperty(Seeds.PROPERTY, "3");
        run("failsForSeed3").assertStatistics(stats -> stats.started(1).failed(1));

        System.setProperty(Seeds.PROPERTY, "4");
        run("failsForSeed3").assertStatistics(stats -> stats.started(2).succeeded(2));
        assertThat(Samples.RUNS).containsExactly("begins 3", "3", "begins 4", "4", "begins 4", "4");
    }

    @Test
    void shouldNoticeRandomnessThatIsNotOfTheSeed() {
        final Events events = run("drawsLots");

        events.assertStatistics(stats -> stats.started(2).succeeded(1).failed(1));
        assertFailedWith(events, text -> text.contains("seed 1 was run twice") && text.contains("UUID.randomUUID"));
    }

    @Test
    void shouldOfferRandomnessThatIsOfTheSeed() {
        run("drawsLotsOfTheSeed").assertStatistics(stats -> stats.started(3).succeeded(3));
    }

    @Test
    void shouldNoticeAForeignThread() {
        final Events events = run("hasAThread");

        events.assertStatistics(stats -> stats.started(1).failed(1));
        assertFailedWith(events, text -> text.contains("thread intruder gave a task to the simulation"));
    }

    @Test
    void shouldNoticeAnActorWithoutEnd() {
        assertFailedWith(run("goesRoundInCircles"), text -> text.contains("no end in sight"));
    }

    @Test
    void shouldFailWhenACheckerFindsSomething() {
        assertFailedWith(
                run("tellsWhatNobodySent"), text -> text.contains("TotalOrder: ") || text.contains("GroupViews: "));
    }

    @Test
    void shouldAbortWhenAnAssumptionDoesNotHold() {
        run("assumes").assertStatistics(stats -> stats.aborted(3).failed(0));
    }

    @Test
    void shouldRefuseSettingsThatAreNone() {
        assertThat(EngineTestKit.engine("junit-jupiter")
                        .selectors(selectMethod(Samples.class, "isBadlySet", SimulatedCluster.class.getName()))
                        .execute()
                        .allEvents()
                        .failed()
                        .count())
                .isEqualTo(1);
    }

    private static Events run(final String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Samples.class, method, SimulatedCluster.class.getName()))
                .execute()
                .testEvents();
    }

    private static void assertFailedWith(final Events events, final Predicate<String> text) {
        events.assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(instanceOf(SimulationFailure.class), message(text))));
    }
}
