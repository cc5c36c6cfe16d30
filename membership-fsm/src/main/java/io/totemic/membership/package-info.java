/**
 * The membership protocol as a typed actor: decodes, calls the core, applies the effects. Start at {@code MembershipActor}.
 * May import {@code protocol}, {@code config} and Pekko.
 */
package io.totemic.membership;
