/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Until when a node can know that the others have not gone on without it. */
class LeaseTest {

    private static final long ROTATION_NS = 1_000_000;

    /** All others have had the token since this node had it last, and not a moment later can be told. */
    @Test
    void shouldEndTheTokenTimeOutAfterTheTokenBefore() {
        final HolderDriver driver = HolderDriver.installed(2);
        driver.visit(driver.token(0));
        final long beforeNs = driver.nowNs;
        driver.nowNs += ROTATION_NS;
        driver.visit(driver.token(0));

        assertThat(driver.holder.leaseUntilNs()).isEqualTo(beforeNs + Totems.TOKEN_NS);
    }

    /** A process that stood still reads a token that is as old as its pause: it says nothing of what the others did meanwhile. */
    @Test
    void shouldBeOverWhenATokenComesAfterAPause() {
        final HolderDriver driver = HolderDriver.installed(2);
        driver.visit(driver.token(0));
        driver.nowNs += 2 * Totems.TOKEN_NS;
        driver.visit(driver.token(0));

        assertThat(driver.holder.leaseUntilNs()).isLessThan(driver.nowNs);
    }

    @Test
    void shouldBeOverWhenGatherIsEntered() {
        final HolderDriver driver = HolderDriver.installed(2);
        driver.visit(driver.token(0));
        driver.visit(driver.token(0));
        driver.holder.onSuspend();

        assertThat(driver.holder.leaseUntilNs()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void shouldNotBeginWithTheFirstTokenOfARing() {
        final HolderDriver driver = HolderDriver.inRecovery(2);
        driver.visit(driver.token(0));

        assertThat(driver.holder.leaseUntilNs()).isEqualTo(Long.MIN_VALUE);
    }
}
