/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.singleton.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Effects;
import io.totemic.singleton.core.InstanceEffect.Acquire;
import io.totemic.singleton.core.InstanceEffect.AcquireLater;
import io.totemic.singleton.core.InstanceEffect.End;
import io.totemic.singleton.core.InstanceEffect.Release;
import io.totemic.singleton.core.InstanceEffect.Start;
import io.totemic.singleton.core.InstanceEffect.Stop;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InstanceTest {

    private final Instance<String> instance = new Instance<>();
    private final Effects<InstanceEffect<String>> effects = new Effects<>();

    @Test
    void shouldNotStartAgainBeforeItHasEnded() {
        instance.onGranted("a", effects);
        expect(new Start<>("a"));
        instance.onSuspended(effects);
        expect(new Stop<>());
        assertThat(instance.isRunning()).isFalse();

        instance.onGranted("a", effects);
        expect();
        instance.onEnded(effects);
        expect(new Start<>("a"));
    }

    @Test
    void shouldNotStartWithAGrantThatIsOver() {
        instance.onGranted("a", effects);
        instance.onSuspended(effects);
        instance.onGranted("a", effects);
        instance.onSuspended(effects);
        effects.clear();

        instance.onEnded(effects);
        expect();
    }

    @Test
    void shouldGetInLineAgainWhenTheLockIsLost() {
        instance.onGranted("a", effects);
        effects.clear();

        instance.onLost(effects);
        expect(new Stop<>(), new Acquire<>());
    }

    @Test
    void shouldReleaseOnlyWhenItHasEnded() {
        instance.onGranted("a", effects);
        effects.clear();

        instance.onHandOver(effects);
        expect(new Stop<>());
        instance.onEnded(effects);
        expect(new Release<>());
        instance.onReleased(effects);
        expect(new End<>());
    }

    @Test
    void shouldLetAnotherNodeTryWhenItEndsByItself() {
        instance.onGranted("a", effects);
        effects.clear();

        instance.onEnded(effects);
        expect(new Release<>());
        instance.onReleased(effects);
        expect(new AcquireLater<>());
    }

    private void expect(final InstanceEffect<?>... expected) {
        assertThat(List.<InstanceEffect<?>>copyOf(effects.asList())).containsExactly(expected);
        effects.clear();
    }
}
