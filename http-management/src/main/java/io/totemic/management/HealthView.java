/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Body of {@code GET /ready} and {@code GET /alive}.
 *
 * @param status {@code ready}, {@code not ready} or {@code alive}
 * @param state state of the membership protocol
 */
@JsonPropertyOrder({"status", "state"})
public record HealthView(String status, String state) {}
