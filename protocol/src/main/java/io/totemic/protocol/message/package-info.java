/**
 * The six frames of Totem as immutable values: what travels, not how it is written down. Start at {@code TotemMessage}. May
 * import {@code protocol} only.
 */
package io.totemic.protocol.message;
