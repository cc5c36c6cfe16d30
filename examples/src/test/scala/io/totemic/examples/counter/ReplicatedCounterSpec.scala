/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.counter

import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

final class ReplicatedCounterSpec extends AnyWordSpec with Matchers {
  "A" should {
    "b" in { 1 shouldBe 1 }
  }
}
