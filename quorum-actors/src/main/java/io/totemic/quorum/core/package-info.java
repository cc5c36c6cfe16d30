/**
 * The vote tally as a function of who is there. Start at {@code VoteTally}. May import {@code protocol} and the JDK.
 */
package io.totemic.quorum.core;
