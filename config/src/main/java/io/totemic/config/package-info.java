/**
 * corosync.conf as typed settings: one catalogue of keys, a parser that names file, line, key and rule, and records whose
 * values are the effective ones. Start at {@code CorosyncConfParser}. May import {@code protocol} only.
 */
package io.totemic.config;
