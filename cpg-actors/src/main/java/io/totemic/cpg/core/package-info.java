/**
 * Who is in which group, and the messages that say so, without actors. Start at {@code GroupDirectory}. May import {@code
 * protocol} and the JDK.
 */
package io.totemic.cpg.core;
