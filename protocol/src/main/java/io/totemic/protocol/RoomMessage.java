/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/**
 * What the actors of one node tell each other. Each actor's protocol is a sealed interface under this one; an actor that
 * takes part in two protocols is a behaviour of this type, and whoever writes to it holds a reference narrowed to one.
 */
public interface RoomMessage {}
