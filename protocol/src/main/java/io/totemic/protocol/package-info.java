/**
 * The words that all modules share: ids, configurations, sequence arithmetic, invariants. Start at {@code RingId}. Nothing
 * of ours may be imported here.
 */
package io.totemic.protocol;
