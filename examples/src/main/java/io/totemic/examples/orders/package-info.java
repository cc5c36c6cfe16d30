/**
 * An order book that is the same on every node: a replicated state machine, fed by a stream, whose trades go to a group that anybody may
 * watch. Start at {@code OrderBook}.
 */
package io.totemic.examples.orders;
