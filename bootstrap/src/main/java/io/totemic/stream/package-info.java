/**
 * Groups as Pekko Streams. Start at {@code GroupStreams}. May import {@code io.totemic} and what that may.
 */
package io.totemic.stream;
