/** Micro-benchmarks of classes that this package keeps to itself: it is the one of the same name in another module. */
package io.totemic.totem.core;
