/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

/**
 * A quorum device, as configured. Source: corosync-qdevice(8), quorum.device.
 *
 * @param votes what it adds when it casts them
 * @param timeoutNs longest time between two polls, in ns
 * @param syncTimeoutNs longest time that a synchronisation waits for the first poll, in ns
 */
public record DeviceSettings(int votes, long timeoutNs, long syncTimeoutNs) {}
