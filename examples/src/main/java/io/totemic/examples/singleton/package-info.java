/** A clock that ticks on one node of the cluster, and on another one when that node is lost. Start at {@code TickingClock}. */
package io.totemic.examples.singleton;
