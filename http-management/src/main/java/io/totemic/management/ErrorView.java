/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Body of every answer that is not a success.
 *
 * @param status HTTP status
 * @param error what was wrong, one sentence
 */
@JsonPropertyOrder({"status", "error"})
public record ErrorView(int status, String error) {}
