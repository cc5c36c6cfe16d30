/**
 * The membership protocol without clock, IO or actors: inputs and the time go in, effects come out. Start at {@code
 * MembershipFsm}. May import {@code protocol}, {@code config} and the JDK.
 */
package io.totemic.membership.core;
