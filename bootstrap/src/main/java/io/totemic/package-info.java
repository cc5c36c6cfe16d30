/**
 * A Totemic node in an actor system: the extension, the guardian that spawns and wires the rooms, the Java API. Start at
 * {@code Totemic}. May import every module of actors.
 */
package io.totemic;
