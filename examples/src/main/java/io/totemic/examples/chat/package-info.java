/** A chat over a group: the simplest thing that is told messages and configurations. Start at {@code Chat}. */
package io.totemic.examples.chat;
