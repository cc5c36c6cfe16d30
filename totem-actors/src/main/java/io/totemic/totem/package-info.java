/**
 * Totem's rooms as typed actors: retransmit tracker, token holder, sync barrier. Each decodes, calls its core in {@code
 * core}, applies the effects. Start at {@code RetransmitTrackerActor}; the way of a token and of a message is drawn in
 * docs/architecture.md.
 */
package io.totemic.totem;
