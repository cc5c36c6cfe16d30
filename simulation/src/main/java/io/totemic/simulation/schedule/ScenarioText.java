/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Scenarios as text, to be kept, compared and edited.
 *
 * <pre>
 * scenario 1
 * seed 17
 * nodes 5
 * duration 20
 * network delay 0.0003+0.0007 loss 20 duplicate 10 reorder 20 corrupt 5 rate 0
 * totem fail_recv_const 50
 * initial-seq 4294967200
 * 0.012 start 1
 * 2.5 crash 3
 * 4 partition 1,2 | 3,4,5
 * 5.1 degrade 1,2 > 3 data delay 0.0003+0.0007 loss 1000 duplicate 0 reorder 0 corrupt 0 rate 0
 * </pre>
 *
 * <p>Without {@code initial-seq} sequences begin as in production. Times are in seconds, exact to the nanosecond; losses and the like of 1000 frames; rates in bytes per second. Lines that are empty
 * or begin with # mean nothing.
 */
public final class ScenarioText {

    private static final String VERSION = "1";
    private static final int NS_DIGITS = 9;
    private static final Pattern SECONDS = Pattern.compile("[+-]?\\d{1,12}(\\.\\d{1,12})?");

    private ScenarioText() {}

    /** The text of a scenario. */
    public static String write(final Scenario scenario) {
        final StringBuilder text = new StringBuilder();
        text.append("scenario ").append(VERSION).append('\n');
        text.append("seed ").append(scenario.seed()).append('\n');
        text.append("nodes ").append(scenario.nodes()).append('\n');
        text.append("duration ").append(seconds(scenario.durationNs())).append('\n');
        text.append("network ").append(conditions(scenario.network())).append('\n');
        scenario.totem().forEach((key, value) -> text.append("totem ")
                .append(key)
                .append(' ')
                .append(value)
                .append('\n'));
        if (scenario.initialSeq() != 0) {
            text.append("initial-seq ")
                    .append(Integer.toUnsignedString(scenario.initialSeq()))
                    .append('\n');
        }
        scenario.schedule().steps().forEach(step -> text.append(seconds(step.atNs()))
                .append(' ')
                .append(action(step.action()))
                .append('\n'));
        return text.toString();
    }

    /** An action as it stands in a text. */
    public static String action(final Action action) {
        if (action instanceof Action.Start start) {
            return "start " + start.node();
        } else if (action instanceof Action.Crash crash) {
            return "crash " + crash.node();
        } else if (action instanceof Action.Leave leave) {
            return "leave " + leave.node();
        } else if (action instanceof Action.Pause pause) {
            return "pause " + pause.node() + " " + seconds(pause.durationNs());
        } else if (action instanceof Action.Slow slow) {
            return "slow " + slow.node() + " " + slow.factor();
        } else if (action instanceof Action.JumpClock jump) {
            return "clock " + jump.node() + " " + seconds(jump.byNs());
        } else if (action instanceof Action.LoseDisk lose) {
            return "lose-disk " + lose.node();
        } else if (action instanceof Action.StoreRing store) {
            return "store-ring " + store.node() + " " + Long.toHexString(store.ringSeq());
        } else if (action instanceof Action.SlowDisk slow) {
            return "slow-disk " + slow.node() + " " + seconds(slow.writeNs());
        } else if (action instanceof Action.Partition partition) {
            return "partition "
                    + partition.parts().stream().map(ScenarioText::nodes).collect(Collectors.joining(" | "));
        } else if (action instanceof Action.Join) {
            return "join";
        } else if (action instanceof Action.Cut cut) {
            return "cut " + nodes(cut.from()) + " > " + nodes(cut.to());
        } else if (action instanceof Action.Mend mend) {
            return "mend " + nodes(mend.from()) + " > " + nodes(mend.to());
        } else if (action instanceof Action.Degrade degrade) {
            return "degrade " + nodes(degrade.from()) + " > " + nodes(degrade.to()) + " "
                    + degrade.streams().stream()
                            .map(stream -> stream.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(","))
                    + " " + conditions(degrade.conditions());
        } else if (action instanceof Action.Restore restore) {
            return "restore " + nodes(restore.from()) + " > " + nodes(restore.to());
        } else if (action instanceof Action.Send send) {
            return "send " + send.node() + " " + send.messages() + " " + send.maxBytes();
        } else if (action instanceof Action.LeaveGroup leave) {
            return "leave-group " + leave.node() + " " + seconds(leave.awayNs());
        }
        return ofMember(action);
    }

    private static String ofMember(final Action action) {
        if (action instanceof Action.JoinMember join) {
            return "join-member " + join.node() + " " + join.group() + " " + join.windowBytes() + " "
                    + seconds(join.paceNs());
        } else if (action instanceof Action.LeaveMember leave) {
            return "leave-member " + leave.node() + " " + leave.which();
        } else if (action instanceof Action.KillMember kill) {
            return "kill-member " + kill.node() + " " + kill.which();
        } else if (action instanceof Action.StallMember stall) {
            return "stall-member " + stall.node() + " " + stall.which() + " " + seconds(stall.durationNs());
        } else if (action instanceof Action.SendFrom send) {
            return "send-from " + send.node() + " " + send.which() + " " + send.messages() + " " + send.maxBytes();
        }
        return ofVotes(action);
    }

    private static String ofVotes(final Action action) {
        if (action instanceof Action.SetVotes set) {
            return "set-votes " + set.node() + " " + set.of() + " " + set.votes();
        } else if (action instanceof Action.SetExpectedVotes set) {
            return "set-expected-votes " + set.node() + " " + set.votes();
        } else if (action instanceof Action.CancelWaitForAll cancel) {
            return "cancel-wait-for-all " + cancel.node();
        } else if (action instanceof Action.LoadKey load) {
            return "load-key " + load.node();
        } else if (action instanceof Action.ActivateKey activate) {
            return "activate-key " + activate.node() + " " + activate.key();
        } else if (action instanceof Action.RetireKey retire) {
            return "retire-key " + retire.node() + " " + retire.key();
        }
        throw new IllegalStateException("no text for " + action);
    }

    /** The word that an action begins with in a text. */
    public static String word(final Action action) {
        final String text = action(action);
        final int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }

    /**
     * The scenario of a text.
     *
     * @param source names the text in errors
     * @throws ScenarioSyntaxException if it is none; names source, line and rule
     */
    public static Scenario read(final String source, final String text) {
        return new Reader(source).read(text.lines().toList());
    }

    private static String seconds(final long ns) {
        return BigDecimal.valueOf(ns, NS_DIGITS).stripTrailingZeros().toPlainString();
    }

    private static String nodes(final NodeSet nodes) {
        return nodes.isEmpty()
                ? "-"
                : StreamSupport.stream(nodes.spliterator(), false)
                        .map(NodeId::toString)
                        .collect(Collectors.joining(","));
    }

    private static String conditions(final LinkConditions of) {
        return "delay " + seconds(of.minDelayNs()) + "+" + seconds(of.meanExtraDelayNs()) + " loss " + of.lossPerMille()
                + " duplicate " + of.duplicationPerMille() + " reorder " + of.reorderPerMille() + " corrupt "
                + of.corruptionPerMille() + " rate " + of.bytesPerSecond();
    }

    /** Reads one text; knows the line it is in. */
    private static final class Reader {
        private final String source;
        private int line;
        private long seed;
        private int nodes;
        private long durationNs;
        private LinkConditions network = LinkConditions.CALM;
        private final TreeMap<String, String> totem = new TreeMap<>();
        private int initialSeq;
        private final List<Step> steps = new ArrayList<>();

        private Reader(final String source) {
            this.source = source;
        }

        private Scenario read(final List<String> lines) {
            try {
                for (final String text : lines) {
                    line++;
                    // The same blanks that strip() knows.
                    final String[] words = text.strip().split("\\p{javaWhitespace}+", -1);
                    if (!words[0].isEmpty() && words[0].charAt(0) != '#') {
                        read(words);
                    }
                }
                return new Scenario(seed, nodes, durationNs, network, totem, initialSeq, new Schedule(steps));
            } catch (final ArrayIndexOutOfBoundsException e) {
                throw wrong("there is a word missing at the end");
            } catch (final IllegalArgumentException | ArithmeticException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }

        private void read(final String[] words) {
            switch (words[0]) {
                case "scenario" -> require(words[1].equals(VERSION), "version is " + words[1] + ", must be " + VERSION);
                case "seed" -> seed = Long.parseLong(words[1]);
                case "nodes" -> {
                    require(steps.isEmpty(), "nodes must stand before the steps that name them");
                    nodes = Integer.parseInt(words[1]);
                }
                case "duration" -> durationNs = ns(words[1]);
                case "network" -> network = conditions(words, 1);
                case "totem" -> totem.put(words[1], words[2]);
                case "initial-seq" -> initialSeq = Integer.parseUnsignedInt(words[1]);
                default -> steps.add(new Step(ns(words[0]), action(words)));
            }
        }

        private Action action(final String[] words) {
            return switch (words[1]) {
                case "start" -> new Action.Start(node(words[2]));
                case "crash" -> new Action.Crash(node(words[2]));
                case "leave" -> new Action.Leave(node(words[2]));
                case "pause" -> new Action.Pause(node(words[2]), ns(words[3]));
                case "slow" -> new Action.Slow(node(words[2]), Integer.parseInt(words[3]));
                case "clock" -> new Action.JumpClock(node(words[2]), ns(words[3]));
                case "lose-disk" -> new Action.LoseDisk(node(words[2]));
                case "store-ring" -> new Action.StoreRing(node(words[2]), Long.parseUnsignedLong(words[3], 16));
                case "slow-disk" -> new Action.SlowDisk(node(words[2]), ns(words[3]));
                case "partition" ->
                    new Action.Partition(Arrays.stream(String.join(" ", Arrays.copyOfRange(words, 2, words.length))
                                    .split("\\|", -1))
                            .map(part -> nodes(part.strip()))
                            .toList());
                case "join" -> new Action.Join();
                case "cut" -> new Action.Cut(nodes(words[2]), target(words));
                case "mend" -> new Action.Mend(nodes(words[2]), target(words));
                case "degrade" ->
                    new Action.Degrade(
                            nodes(words[2]),
                            target(words),
                            Arrays.stream(words[5].split(",", -1))
                                    .map(name -> FrameStream.valueOf(name.toUpperCase(Locale.ROOT)))
                                    .toList(),
                            conditions(words, 6));
                case "restore" -> new Action.Restore(nodes(words[2]), target(words));
                case "send" -> new Action.Send(node(words[2]), Integer.parseInt(words[3]), Integer.parseInt(words[4]));
                case "leave-group" -> new Action.LeaveGroup(node(words[2]), ns(words[3]));
                default -> ofMember(words);
            };
        }

        private Action ofMember(final String[] words) {
            return switch (words[1]) {
                case "join-member" ->
                    new Action.JoinMember(
                            node(words[2]), Integer.parseInt(words[3]), Long.parseLong(words[4]), ns(words[5]));
                case "leave-member" -> new Action.LeaveMember(node(words[2]), Integer.parseInt(words[3]));
                case "kill-member" -> new Action.KillMember(node(words[2]), Integer.parseInt(words[3]));
                case "stall-member" -> new Action.StallMember(node(words[2]), Integer.parseInt(words[3]), ns(words[4]));
                case "send-from" ->
                    new Action.SendFrom(
                            node(words[2]),
                            Integer.parseInt(words[3]),
                            Integer.parseInt(words[4]),
                            Integer.parseInt(words[5]));
                case "set-votes" -> new Action.SetVotes(node(words[2]), node(words[3]), Integer.parseInt(words[4]));
                case "set-expected-votes" -> new Action.SetExpectedVotes(node(words[2]), Integer.parseInt(words[3]));
                case "cancel-wait-for-all" -> new Action.CancelWaitForAll(node(words[2]));
                case "load-key" -> new Action.LoadKey(node(words[2]));
                case "activate-key" -> new Action.ActivateKey(node(words[2]), Integer.parseInt(words[3]));
                case "retire-key" -> new Action.RetireKey(node(words[2]), Integer.parseInt(words[3]));
                default -> throw wrong("there is no action " + words[1]);
            };
        }

        private NodeSet target(final String[] words) {
            require(words[3].equals(">"), "there is " + words[3] + " where > must be");
            return nodes(words[4]);
        }

        private LinkConditions conditions(final String[] words, final int from) {
            final String[] names = {"delay", "loss", "duplicate", "reorder", "corrupt", "rate"};
            for (int i = 0; i < names.length; i++) {
                final String name = words[from + 2 * i];
                require(name.equals(names[i]), "there is " + name + " where " + names[i] + " must be");
            }
            final String[] delays = words[from + 1].split("\\+", -1);
            return new LinkConditions(
                    ns(delays[0]),
                    ns(delays[1]),
                    Integer.parseInt(words[from + 3]),
                    Integer.parseInt(words[from + 5]),
                    Integer.parseInt(words[from + 7]),
                    Integer.parseInt(words[from + 9]),
                    Long.parseLong(words[from + 11]));
        }

        private NodeId node(final String word) {
            final NodeId node = NodeId.of(Long.parseLong(word));
            require(node.unsigned() <= nodes, "node " + node + " is not among the " + nodes + " nodes");
            return node;
        }

        private NodeSet nodes(final String words) {
            return words.equals("-")
                    ? NodeSet.EMPTY
                    : NodeSet.copyOf(
                            Arrays.stream(words.split(",", -1)).map(this::node).toList());
        }

        private static long ns(final String seconds) {
            // BigDecimal reads exponents too, and makes a whole number of a million digits of them.
            if (!SECONDS.matcher(seconds).matches()) {
                throw new NumberFormatException(seconds + " is no decimal number of seconds");
            }
            return new BigDecimal(seconds).movePointRight(NS_DIGITS).longValueExact();
        }

        private void require(final boolean isRight, final String rule) {
            if (!isRight) {
                throw wrong(rule);
            }
        }

        private ScenarioSyntaxException wrong(final String rule) {
            return new ScenarioSyntaxException(source, line, rule);
        }
    }
}
