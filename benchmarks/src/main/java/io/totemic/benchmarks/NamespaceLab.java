/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Network namespaces of our own, one for each node, and one with the switches that join them; nothing leaves them. Needs root and {@code ip}.
 * Closing it removes them.
 */
public final class NamespaceLab implements AutoCloseable {

    private static final int SWITCHES = 2;
    private static final long LIMIT_S = 10;
    private static final int ETHERNET_MTU_BYTES = 1500;

    private final String name;
    private final int nodes;
    private final Thread atExit = new Thread(this::end, "remove-namespaces");
    private volatile boolean hasEnded;

    /** With so many nodes, all connected, over links of Ethernet's usual MTU. */
    public NamespaceLab(final String name, final int nodes) {
        this(name, nodes, ETHERNET_MTU_BYTES);
    }

    /** The same, over links of this MTU in bytes. */
    public NamespaceLab(final String name, final int nodes, final int mtuBytes) {
        this.name = name;
        this.nodes = nodes;
        remove();
        Runtime.getRuntime().addShutdownHook(atExit);
        ip("netns", "add", name + "-sw");
        for (int each = 0; each < SWITCHES; each++) {
            // Without snooping multicast reaches all, as there is no querier here.
            inSwitch("link add br%d mtu %d type bridge stp_state 0 forward_delay 0 mcast_snooping 0", each, mtuBytes);
            ip("-n", name + "-sw", "link", "set", "br" + each, "up");
        }
        for (int node = 1; node <= nodes; node++) {
            final String space = space(node);
            ip("netns", "add", space);
            inSwitch("link add p%d mtu %d type veth peer name eth0 mtu %d netns %s", node, mtuBytes, mtuBytes, space);
            ip("-n", space, "addr", "add", address(node) + "/24", "dev", "eth0");
            ip("-n", space, "link", "set", "lo", "up");
            ip("-n", space, "link", "set", "eth0", "up");
            ip("-n", name + "-sw", "link", "set", "p" + node, "up");
        }
        heal();
    }

    /** Whether there can be one here. */
    public static boolean isPossible() {
        return "root".equals(System.getProperty("user.name")) && run(List.of("ip", "netns", "list")) == 0;
    }

    /** Address of a node, the same in every lab. */
    public static String address(final int node) {
        return "10.97.0." + node;
    }

    /** What a command begins with that is to run where the node is. */
    public List<String> in(final int node) {
        return List.of("ip", "netns", "exec", space(node));
    }

    /** These go to the second switch, and hear only each other. */
    void cutOff(final List<Integer> others) {
        others.forEach(node -> connect(node, 1));
    }

    /** All are at the first switch. */
    void heal() {
        for (int node = 1; node <= nodes; node++) {
            connect(node, 0);
        }
    }

    private void connect(final int node, final int to) {
        ip("-n", name + "-sw", "link", "set", "p" + node, "master", "br" + to);
    }

    private void inSwitch(final String format, final Object... arguments) {
        ip(("-n " + name + "-sw " + String.format(Locale.ROOT, format, arguments)).split(" "));
    }

    private String space(final int node) {
        return name + "-n" + node;
    }

    private void remove() {
        for (int node = 1; node <= nodes; node++) {
            run(List.of("ip", "netns", "del", space(node)));
        }
        run(List.of("ip", "netns", "del", name + "-sw"));
    }

    private void ip(final String... arguments) {
        final List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        if (hasEnded) {
            throw new BenchFailure("the namespaces of " + name + " have been removed");
        }
        if (run(command) != 0) {
            throw new BenchFailure(String.join(" ", command) + " failed");
        }
    }

    private static int run(final List<String> command) {
        try {
            final Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            return process.waitFor(LIMIT_S, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (final IOException missing) {
            return -1;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private void end() {
        hasEnded = true;
        remove();
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
