/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When recovery is complete: paper section 5.3, with Corosync's counts. */
class RecoveryProgressTest {

    /** A node that has old messages to send raises the flag, and lowers it when they are sent. */
    @Test
    void shouldRaiseTheFlagWhileItHasFramesAndLowerItAfterwards() {
        final RecoveryProgress progress = new RecoveryProgress(false);

        assertThat(progress.flagAfter(false, true)).isTrue();
        assertThat(progress.flagAfter(true, true)).isTrue();
        assertThat(progress.flagAfter(true, false)).isFalse();
        assertThat(progress.flagAfter(false, false)).isFalse();
    }

    /** Only who raised it lowers it. */
    @Test
    void shouldLeaveTheFlagOfAnotherUp() {
        final RecoveryProgress progress = new RecoveryProgress(false);

        assertThat(progress.flagAfter(true, true)).isTrue();
        assertThat(progress.flagAfter(true, false)).isTrue();
        assertThat(progress.flagAfter(true, false)).isTrue();
    }

    @Test
    void shouldLowerTheFlagOfTheFirstTokenIfItMadeIt() {
        assertThat(new RecoveryProgress(true).flagAfter(true, false)).isFalse();
        assertThat(new RecoveryProgress(false).flagAfter(true, false)).isTrue();
    }

    /** Once lowered it is another's when it comes up again. */
    @Test
    void shouldLowerTheFlagOnce() {
        final RecoveryProgress progress = new RecoveryProgress(true);

        assertThat(progress.flagAfter(true, false)).isFalse();
        assertThat(progress.flagAfter(true, false)).isTrue();
    }

    /** Nothing to exchange: four visits. */
    @Test
    void shouldCompleteAtTheFourthVisitAtTheEarliest() {
        final RecoveryProgress progress = new RecoveryProgress(false);

        assertThat(progress.onVisit(false, 0, 0)).isFalse();
        assertThat(progress.onVisit(false, 0, 0)).isFalse();
        assertThat(progress.onVisit(false, 0, 0)).isFalse();
        assertThat(progress.onVisit(false, 0, 0)).isTrue();
        assertThat(progress.onVisit(false, 0, 0)).isFalse();
    }

    @Test
    void shouldStartOverWhenTheFlagIsUpAgain() {
        final RecoveryProgress progress = new RecoveryProgress(false);
        progress.onVisit(false, 0, 0);
        progress.onVisit(false, 0, 0);
        progress.onVisit(false, 0, 0);

        assertThat(progress.onVisit(true, 3, 0)).isFalse();
        for (int visit = 0; visit < 3; visit++) {
            assertThat(progress.onVisit(false, 3, 3)).isFalse();
        }
        assertThat(progress.onVisit(false, 3, 3)).isTrue();
    }

    /** All must have all up to the seq of the second visit without the flag, and that at two visits in a row. */
    @Test
    void shouldWaitUntilTheAruHasReachedTheInstallSeqTwice() {
        final RecoveryProgress progress = new RecoveryProgress(false);
        progress.onVisit(false, 9, 2);
        progress.onVisit(false, 9, 2);

        assertThat(progress.onVisit(false, 9, 8)).isFalse();
        assertThat(progress.onVisit(false, 9, 9)).isFalse();
        assertThat(progress.onVisit(false, 9, 8)).isFalse();
        assertThat(progress.onVisit(false, 9, 9)).isFalse();
        assertThat(progress.onVisit(false, 9, 9)).isTrue();
    }

    /** The seq of the second visit counts, not that of the first. */
    @Test
    void shouldTakeTheInstallSeqFromTheSecondVisit() {
        final RecoveryProgress progress = new RecoveryProgress(false);
        progress.onVisit(false, 5, 5);
        progress.onVisit(false, 7, 5);

        for (int visit = 0; visit < 5; visit++) {
            assertThat(progress.onVisit(false, 7, 6)).isFalse();
        }
        assertThat(progress.onVisit(false, 7, 7)).isFalse();
        assertThat(progress.onVisit(false, 7, 7)).isTrue();
    }
}
