/**
 * votequorum as a typed actor. Start at {@code VoteQuorumActor}. May import {@code totem} and below; never {@code cpg}.
 */
package io.totemic.quorum;
