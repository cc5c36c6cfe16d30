/**
 * Ordering and reliability without clock, IO or actors: the tracker's and the holder's half of a token visit, recovery,
 * packing, the sync barrier. Start at {@code TokenArrival} and {@code TokenVisit}. May import {@code protocol}, {@code
 * config}, the membership core and the JDK.
 */
package io.totemic.totem.core;
