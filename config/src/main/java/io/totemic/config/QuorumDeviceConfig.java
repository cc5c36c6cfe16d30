/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

/**
 * Settings of the quorum device, as far as votequorum counts with it.
 *
 * <p>Source: corosync-qdevice(8).
 *
 * @param model name of the model, not empty
 * @param votes effective: what is written, or all votes of the nodelist but one
 * @param timeoutMs longest time between two polls
 * @param syncTimeoutMs longest time that a change of membership waits for a poll
 */
public record QuorumDeviceConfig(String model, int votes, int timeoutMs, int syncTimeoutMs) {}
