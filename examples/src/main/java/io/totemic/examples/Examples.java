/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples;

import io.totemic.examples.chat.ChatNode;
import io.totemic.examples.counter.CounterNode;
import io.totemic.examples.orders.OrderBookNode;
import io.totemic.examples.singleton.SingletonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Starts one node of an example: {@code ./totemic example NAME NODE ...}. */
public final class Examples {

    /** One example. */
    @FunctionalInterface
    private interface Example {
        void run(String[] arguments) throws Exception;
    }

    private static final Map<String, Example> ALL = new TreeMap<>(Map.of(
            "chat", ChatNode::main,
            "counter", CounterNode::main,
            "orders", OrderBookNode::main,
            "singleton", SingletonNode::main));

    private Examples() {}

    /** Takes the name of the example and what that takes. */
    public static void main(final String[] arguments) throws Exception {
        final Example example = arguments.length == 0 ? null : ALL.get(arguments[0].toLowerCase(Locale.ROOT));
        if (example == null || arguments.length < 2 || !arguments[1].matches("[123]")) {
            System.err.println("usage: ./totemic example {" + String.join("|", ALL.keySet())
                    + "} {1|2|3} [more], one terminal for each node; docs/guide.md tells more");
            System.exit(2);
        } else {
            example.run(Arrays.copyOfRange(arguments, 1, arguments.length));
        }
    }
}
