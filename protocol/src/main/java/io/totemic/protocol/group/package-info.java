/**
 * What a member of a closed process group says and is told, in bytes. Start at {@code MemberEvent}. May import {@code protocol} and
 * the JDK.
 */
package io.totemic.protocol.group;
