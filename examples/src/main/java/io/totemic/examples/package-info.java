/**
 * What a user of the library writes. Start at {@code Examples}, which starts one of them; each has a package of its own and a page in
 * docs/guide.md.
 */
package io.totemic.examples;
