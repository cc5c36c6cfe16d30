/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A node that cannot take more holds the ring back by counting a whole window as its own. */
class HoldBackTest {

    private static final int WINDOW = Totems.WINDOW;

    @Test
    void shouldTakeTheWindowWhileItHoldsBackAndGiveItBackAfterwards() {
        final HolderDriver driver = HolderDriver.installed(2);
        driver.holder.onHoldBack(true);

        driver.visit(driver.token(0).fccMessages(3));
        assertThat(driver.sent().fccMessages()).isEqualTo(3 + WINDOW);
        driver.visit(driver.token(0).fccMessages(3 + WINDOW));
        assertThat(driver.sent().fccMessages()).as("counted once").isEqualTo(3 + WINDOW);

        driver.holder.onHoldBack(false);
        driver.visit(driver.token(0).fccMessages(WINDOW));
        assertThat(driver.sent().fccMessages()).isZero();
    }

    @Test
    void shouldSendNothingNewWhileAnotherHoldsBack() {
        final HolderDriver driver = HolderDriver.installed(2);
        driver.submitFrames(2);

        driver.visit(driver.token(0).fccMessages(WINDOW));
        assertThat(driver.sent().seq()).isZero();
        driver.visit(driver.token(0).fccMessages(0));
        assertThat(driver.sent().seq()).isEqualTo(2);
    }

    /** Who cannot take what others send may have to say something before it can. */
    @Test
    void shouldGoOnSendingWhileItHoldsBackItself() {
        final HolderDriver driver = HolderDriver.installed(2);
        driver.holder.onHoldBack(true);
        driver.visit(driver.token(0).fccMessages(0));
        driver.submitFrames(2);

        driver.visit(driver.token(0).fccMessages(WINDOW));

        assertThat(driver.sent().seq()).isEqualTo(2);
        assertThat(driver.sent().fccMessages()).isEqualTo(2 + WINDOW);
    }

    /** Otherwise the ring could not be synchronised, and nobody would ever hear of the change. */
    @Test
    void shouldNotHoldBackBeforeTheRingIsSynchronised() {
        final HolderDriver driver = HolderDriver.inRecovery(2);
        driver.holder.onHoldBack(true);
        for (int visit = 0; visit < 4; visit++) {
            driver.visit(driver.token(0));
        }
        driver.install();

        driver.visit(driver.token(0).fccMessages(0));

        assertThat(driver.sent().fccMessages()).isZero();
    }
}
