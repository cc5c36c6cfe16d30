/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import static io.totemic.simulation.histories.MapMachine.Kind.ADD;
import static io.totemic.simulation.histories.MapMachine.Kind.GET;
import static io.totemic.simulation.histories.MapMachine.Kind.PUT;
import static io.totemic.simulation.histories.MapMachine.Kind.SWAP;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.simulation.histories.MapMachine.Change;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinearizabilityCheckerTest {

    private final List<Operation<Change, Long>> history = new ArrayList<>();

    @Test
    void shouldTakeAnEmptyHistory() {
        assertThat(mistake()).isNull();
    }

    @Test
    void shouldTakeOverlappingOperationsInEitherOrder() {
        answered(0, 10, PUT, 0, 5, 0);
        answered(0, 10, GET, 0, 0, 0);
        answered(0, 10, GET, 0, 0, 5);

        assertThat(mistake()).isNull();
    }

    @Test
    void shouldFindAStaleRead() {
        answered(0, 10, PUT, 0, 5, 0);
        answered(11, 20, GET, 0, 0, 0);

        assertThat(mistake()).contains("not linearizable", "1 of 2", "kind=GET");
    }

    @Test
    void shouldFindReadsThatGoBack() {
        answered(0, 100, PUT, 0, 5, 0);
        answered(10, 20, GET, 0, 0, 5);
        answered(30, 40, GET, 0, 0, 0);

        assertThat(mistake()).contains("not linearizable");
    }

    @Test
    void shouldFindALostUpdate() {
        answered(0, 10, ADD, 0, 1, 0);
        answered(5, 15, ADD, 0, 1, 0);

        assertThat(mistake()).contains("not linearizable");
    }

    @Test
    void shouldTakeAnUnansweredOperationLateOrNever() {
        history.add(Operation.unanswered("a", 0, new Change(0, PUT, 0, 5)));
        history.add(Operation.unanswered("b", 0, new Change(0, PUT, 0, 6)));
        answered(10, 20, GET, 0, 0, 0);
        answered(30, 40, GET, 0, 0, 5);
        answered(50, 60, GET, 0, 0, 5);

        assertThat(mistake()).isNull();
    }

    @Test
    void shouldNotTakeAnUnansweredOperationTwiceOrBeforeItsCall() {
        history.add(Operation.unanswered("a", 50, new Change(0, ADD, 0, 5)));
        answered(60, 70, GET, 0, 0, 10);
        assertThat(mistake()).contains("not linearizable");

        history.remove(1);
        answered(10, 20, GET, 0, 0, 5);
        assertThat(mistake()).contains("not linearizable");
    }

    @Test
    void shouldTakeSeveralUnansweredOperationsInDirectSuccession() {
        history.add(Operation.unanswered("a", 0, new Change(0, ADD, 0, 1)));
        history.add(Operation.unanswered("b", 0, new Change(0, ADD, 0, 2)));
        history.add(Operation.unanswered("c", 0, new Change(0, SWAP, 3, 100)));
        answered(10, 20, GET, 0, 0, 100);

        assertThat(mistake()).isNull();
    }

    private void answered(
            final long calledNs,
            final long answeredNs,
            final MapMachine.Kind kind,
            final long expected,
            final long value,
            final long output) {
        history.add(new Operation<>("client", calledNs, answeredNs, new Change(0, kind, expected, value), output));
    }

    private String mistake() {
        return new LinearizabilityChecker<>(MapMachine.NUMBER).mistakeOf(history);
    }
}
