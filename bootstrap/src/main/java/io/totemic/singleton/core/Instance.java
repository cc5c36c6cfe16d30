/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.singleton.core;

import io.totemic.protocol.Effects;

/**
 * The instance of a singleton on one node: runs while the lock is held, and never while another one of this node runs still.
 *
 * <p>One that ends by itself gives the lock up, so that another node tries; this one gets in line again after a while.
 *
 * <p>Not thread-safe; called only by the actor of the singleton.
 *
 * @param <T> tokens of grants
 */
public final class Instance<T> {

    private T grant;
    private boolean isRunning;
    private boolean isStopping;
    private boolean isHandingOver;

    /** Whether it runs and was not told to stop. */
    public boolean isRunning() {
        return isRunning && !isStopping;
    }

    /** The lock is ours. */
    public void onGranted(final T token, final Effects<InstanceEffect<T>> out) {
        grant = token;
        startIfFree(out);
    }

    /** The lock may be somebody else's. */
    public void onSuspended(final Effects<InstanceEffect<T>> out) {
        grant = null;
        stop(out);
    }

    /** The lock is somebody else's. */
    public void onLost(final Effects<InstanceEffect<T>> out) {
        grant = null;
        stop(out);
        if (!isHandingOver) {
            out.add(new InstanceEffect.Acquire<>());
        } else if (!isRunning) {
            out.add(new InstanceEffect.End<>());
        }
    }

    /** We have given the lock up. */
    public void onReleased(final Effects<InstanceEffect<T>> out) {
        grant = null;
        out.add(isHandingOver ? new InstanceEffect.End<>() : new InstanceEffect.AcquireLater<>());
    }

    /** Another node is to run it. */
    public void onHandOver(final Effects<InstanceEffect<T>> out) {
        if (isHandingOver) {
            return;
        }
        isHandingOver = true;
        if (isRunning) {
            stop(out);
        } else {
            out.add(new InstanceEffect.Release<>());
        }
    }

    /** It has ended. */
    public void onEnded(final Effects<InstanceEffect<T>> out) {
        final boolean wasTold = isStopping;
        isRunning = false;
        isStopping = false;
        if (isHandingOver || !wasTold) {
            grant = null;
            out.add(new InstanceEffect.Release<>());
        } else {
            startIfFree(out);
        }
    }

    private void startIfFree(final Effects<InstanceEffect<T>> out) {
        if (grant != null && !isRunning && !isHandingOver) {
            isRunning = true;
            out.add(new InstanceEffect.Start<>(grant));
        }
    }

    private void stop(final Effects<InstanceEffect<T>> out) {
        if (isRunning && !isStopping) {
            isStopping = true;
            out.add(new InstanceEffect.Stop<>());
        }
    }
}
