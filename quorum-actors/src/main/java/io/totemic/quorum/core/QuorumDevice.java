/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

/**
 * The quorum device of this node as its tally sees it: registered, alive as long as it polls in time, and casting its votes or
 * not. Times in ns.
 *
 * <p>Not thread-safe; called only by the votequorum actor. Source: votequorum_qdevice_poll(3).
 */
final class QuorumDevice {

    private static final long NEVER = Long.MAX_VALUE;

    private final DeviceSettings settings;
    private String name;
    private int flags;
    private long deadlineNs = NEVER;
    private boolean isAwaited;

    QuorumDevice(final DeviceSettings settings) {
        this.settings = settings;
    }

    /** Answers what forbids it, null if nothing does. The same name twice is one registration. */
    String register(final String newName) {
        if (isRegistered() && !newName.equals(name)) {
            return "device " + name + " is registered here";
        }
        name = newName;
        flags |= NodeFlags.DEVICE_REGISTERED;
        return null;
    }

    /** Answers what forbids it, null if nothing does. */
    String unregister(final String oldName) {
        final String wrong = wrongName(oldName);
        if (wrong == null) {
            name = null;
            flags = 0;
            deadlineNs = NEVER;
            isAwaited = false;
        }
        return wrong;
    }

    /** The device is there, and casts its votes or not. Answers what forbids it, null if nothing does. */
    String poll(final String polledName, final boolean isCast, final long nowNs) {
        final String wrong = wrongName(polledName);
        if (wrong == null) {
            flags |= NodeFlags.DEVICE_ALIVE;
            set(NodeFlags.DEVICE_CAST_VOTE, isCast);
            deadlineNs = nowNs + settings.timeoutNs();
            isAwaited = false;
        }
        return wrong;
    }

    /** Answers what forbids it, null if nothing does. */
    String masterWins(final String askingName, final boolean isAllowed) {
        final String wrong = wrongName(askingName);
        if (wrong == null) {
            set(NodeFlags.DEVICE_MASTER_WINS, isAllowed);
        }
        return wrong;
    }

    /** A configuration begins: a device that is alive is asked again, and waited for. */
    void beginSync(final long nowNs) {
        isAwaited = isRegistered() && (flags & NodeFlags.DEVICE_ALIVE) != 0;
        if (isAwaited) {
            deadlineNs = nowNs + settings.syncTimeoutNs();
        }
    }

    /** Nobody polled in time: it is dead until it does. Answers whether that is so now. */
    boolean expire(final long nowNs) {
        if (nowNs < deadlineNs) {
            return false;
        }
        deadlineNs = NEVER;
        isAwaited = false;
        flags &= ~(NodeFlags.DEVICE_ALIVE | NodeFlags.DEVICE_CAST_VOTE);
        return true;
    }

    private String wrongName(final String given) {
        if (!isRegistered()) {
            return "no device is registered here";
        }
        return given.equals(name) ? null : "device " + name + " is registered here, not " + given;
    }

    private void set(final int flag, final boolean isSet) {
        flags = isSet ? flags | flag : flags & ~flag;
    }

    boolean isRegistered() {
        return (flags & NodeFlags.DEVICE_REGISTERED) != 0;
    }

    boolean isAwaited() {
        return isAwaited;
    }

    int flags() {
        return flags;
    }

    long deadlineNs() {
        return deadlineNs;
    }
}
