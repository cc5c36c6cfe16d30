/**
 * Closed process groups as a typed actor. Start at {@code CpgActor}. May import {@code totem} and below; never {@code quorum}.
 */
package io.totemic.cpg;
