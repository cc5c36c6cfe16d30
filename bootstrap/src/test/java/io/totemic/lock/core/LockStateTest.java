/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.lock.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class LockStateTest {

    private static final GroupMember FIRST = new GroupMember(NodeId.of(1), 1);
    private static final GroupMember SECOND = new GroupMember(NodeId.of(2), 1);
    private static final Owner A = new Owner(FIRST, 1);
    private static final Owner B = new Owner(SECOND, 1);
    private static final Owner C = new Owner(SECOND, 2);

    @Test
    void shouldPassInTheOrderOfWishes() {
        final LockState held =
                LockState.FREE.acquire(A, at(1)).acquire(B, at(2)).acquire(C, at(3));
        assertThat(held.isHeldBy(A)).isTrue();
        assertThat(held.token()).isEqualTo(at(1));

        final LockState passed = held.release(A, at(4));
        assertThat(passed.isHeldBy(B)).isTrue();
        assertThat(passed.token()).isEqualTo(at(4));
    }

    @Test
    void shouldKeepTheTokenWhenSomebodyBehindTheHolderGoes() {
        final LockState held =
                LockState.FREE.acquire(A, at(1)).acquire(B, at(2)).release(B, at(3));

        assertThat(held).isEqualTo(new LockState(List.of(A), at(1)));
    }

    @Test
    void shouldNotTakeAWishTwice() {
        final LockState held = LockState.FREE.acquire(A, at(1));

        assertThat(held.acquire(A, at(2))).isEqualTo(held);
    }

    @Test
    void shouldReleaseForReplicasThatAreGone() {
        final LockState held =
                LockState.FREE.acquire(B, at(1)).acquire(C, at(2)).acquire(A, at(3));

        final LockState left = held.retain(new TreeSet<>(List.of(FIRST)), at(9));
        assertThat(left).isEqualTo(new LockState(List.of(A), at(9)));
        assertThat(held.retain(new TreeSet<>(List.of(FIRST, SECOND)), at(9))).isEqualTo(held);
    }

    private static Token at(final long index) {
        return new Token(1, index);
    }
}
