/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.broken.totem.core;

import java.io.File;
import java.util.Random;

/** Breaks the purity of cores in three ways. */
public final class ImpureCore {

    private final Random chance = new Random(1);

    /** Reads a clock, draws lots, looks at the disk. */
    public boolean isImpure() {
        return System.nanoTime() + chance.nextInt() > 0 && new File("somewhere").exists();
    }
}
