/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** When recovery is complete: paper section 5.3, with Corosync's counts. */
class RecoveryProgressTest {

    /** A node has sent its old frames after fewer visits. */
    private static final int VISITS_MAX = 5;

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

    /**
     * A node sees the flag down once at most while anybody has old frames left, whoever has how many: who raises it again behind that node
     * keeps it up until it comes by there once more, and who is passed while it is down has nothing left. So a second visit without the flag,
     * in succession or not, means that all old frames have been sent.
     */
    @Test
    void shouldComeByWithoutTheFlagOnceAtMostWhileSomebodyHasFramesLeft() {
        int seenOnce = 0;
        for (int nodes = 2; nodes <= 5; nodes++) {
            for (int combination = 0; combination < Math.pow(VISITS_MAX, nodes); combination++) {
                final int[] visitsNeeded = new int[nodes];
                int rest = combination;
                for (int node = 0; node < nodes; node++) {
                    visitsNeeded[node] = rest % VISITS_MAX;
                    rest /= VISITS_MAX;
                }
                seenOnce += visitsWithoutTheFlagWhileFramesAreLeft(visitsNeeded);
            }
        }
        assertThat(seenOnce)
                .as("rings in which a node saw the flag down too early")
                .isPositive();
    }

    /** Node 0 makes the token. Answers 1 if a node saw the flag down while another had frames left. */
    private static int visitsWithoutTheFlagWhileFramesAreLeft(final int[] visitsNeeded) {
        final int nodes = visitsNeeded.length;
        final int[] visits = new int[nodes];
        final int[] withoutFlag = new int[nodes];
        final RecoveryProgress[] progress = new RecoveryProgress[nodes];
        boolean flag = visitsNeeded[0] > 0;
        for (int node = 0; node < nodes; node++) {
            progress[node] = new RecoveryProgress(node == 0 && flag);
        }
        int early = 0;
        for (int hop = 1; hop <= nodes * nodes * VISITS_MAX; hop++) {
            final int node = hop % nodes;
            visits[node]++;
            flag = progress[node].flagAfter(flag, visits[node] < visitsNeeded[node]);
            if (!flag) {
                withoutFlag[node]++;
                for (int other = 0; other < nodes; other++) {
                    if (visits[other] < visitsNeeded[other]) {
                        early = 1;
                        assertThat(withoutFlag[node])
                                .as("visits needed %s, node %d at hop %d", Arrays.toString(visitsNeeded), node, hop)
                                .isEqualTo(1);
                    }
                }
            }
        }
        assertThat(flag).as("visits needed %s", Arrays.toString(visitsNeeded)).isFalse();
        return early;
    }
}
