/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Which frames are genuine, new and of a peer that is there now: {@link io.totemic.totem.link.core.EpochGate}. Pure; knows neither
 * ciphers nor links.
 */
package io.totemic.totem.link.core;
