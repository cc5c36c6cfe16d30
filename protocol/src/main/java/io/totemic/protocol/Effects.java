/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What a pure core wants done, in order. The order is part of a core's contract: the actor applies the effects first to last
 * after the core has returned.
 *
 * @param <E> the sealed effect type of one core
 */
public final class Effects<E> {

    private final List<E> effects = new ArrayList<>();

    /** Appends an effect. */
    public void add(final E effect) {
        effects.add(effect);
    }

    /** Applies and forgets everything, first to last. An effect must not add to this list. */
    public void drainTo(final Consumer<? super E> handler) {
        for (int i = 0; i < effects.size(); i++) {
            handler.accept(effects.get(i));
        }
        effects.clear();
    }

    /** The same with a handler that {@code apply} need not hold, so that nothing is allocated. */
    public <H> void drainTo(final BiConsumer<? super E, ? super H> apply, final H handler) {
        for (int i = 0; i < effects.size(); i++) {
            apply.accept(effects.get(i), handler);
        }
        effects.clear();
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return effects.isEmpty();
    }

    /** A copy of what is there, for tests and for transcripts. */
    public List<E> asList() {
        return List.copyOf(effects);
    }

    /** Forgets everything. */
    public void clear() {
        effects.clear();
    }
}
