/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.trace;

import io.totemic.membership.core.GatherReason;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import io.totemic.simulation.check.FrameId;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import io.totemic.trace.TraceLines;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Parses one file, which has one or more incarnations of a node. */
final class TraceFile {

    /** What a member of a group was told; a message still has the name that it has in the file. */
    record Told(String group, Trace.Event event, String messageName) {}

    /** One incarnation as it stands in a file. */
    static final class Incarnation {
        final String source;
        final NodeId node;
        final long number;
        final long baseNs;
        final String cluster;
        final List<Trace.RingEvent> ring = new ArrayList<>();
        final List<Told> told = new ArrayList<>();
        boolean isDiskLost;
        boolean hasEnd;
        long lostLines;
        long lastNs;

        private Incarnation(
                final String source, final NodeId node, final long number, final long baseNs, final String cluster) {
            this.source = source;
            this.node = node;
            this.number = number;
            this.baseNs = baseNs;
            this.cluster = cluster;
        }
    }

    private final String source;
    private final long originNs;
    private final List<Incarnation> incarnations = new ArrayList<>();

    // A file has few rings, members and groups, and names them in every line.
    private final Map<String, RingId> rings = new HashMap<>();
    private final Map<String, GroupMember> members = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private int line;

    /** A file whose times are to be counted from {@code originNs}. */
    private TraceFile(final String source, final long originNs) {
        this.source = source;
        this.originNs = originNs;
    }

    /** When the first incarnation of a file began, in nanoseconds of Unix time; {@code first} is its first line. */
    static long baseNs(final String source, final String first) {
        final TraceFile file = new TraceFile(source, 0);
        file.line = 1;
        file.read(first.split(" ", -1));
        return file.incarnations.get(0).baseNs;
    }

    /**
     * All incarnations of a file, in its order.
     *
     * @param isWhole whether the last line has its line feed
     */
    static List<Incarnation> parse(
            final String source, final Iterator<String> lines, final boolean isWhole, final long originNs) {
        final TraceFile file = new TraceFile(source, originNs);
        while (lines.hasNext()) {
            file.line++;
            final String current = lines.next();
            final boolean isWritten = isWhole || lines.hasNext();
            if (isWritten && (current.isEmpty() || current.charAt(current.length() - 1) != TraceLines.CUT)) {
                file.read(current.split(" ", -1));
            }
        }
        file.require(!file.incarnations.isEmpty(), "the header was not written to its end");
        return file.incarnations;
    }

    private void read(final String[] words) {
        try {
            if (words[0].equals(TraceLines.MAGIC)) {
                incarnations.add(header(words));
                return;
            }
            require(!incarnations.isEmpty(), "the first line must begin with " + TraceLines.MAGIC);
            final Incarnation current = incarnations.get(incarnations.size() - 1);
            require(!current.hasEnd, "there is a line after the end");
            final long atNs = Long.parseLong(words[0]) + current.baseNs - originNs;
            if (current.lostLines > 0 && !words[1].equals("gap")) {
                // What came after lines that are missing cannot be judged.
                return;
            }
            current.lastNs = atNs;
            read(current, atNs, words);
        } catch (final ArrayIndexOutOfBoundsException e) {
            throw wrong("there is a word missing at the end");
        } catch (final IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void read(final Incarnation current, final long atNs, final String[] words) {
        switch (words[1]) {
            case "disk-lost" -> current.isDiskLost = true;
            case "gap" -> current.lostLines += Long.parseLong(words[2]);
            case "end" -> current.hasEnd = true;
            case "group-ring", "view", "message" -> current.told.add(told(atNs, words));
            default -> current.ring.add(ringEvent(atNs, words));
        }
    }

    private Incarnation header(final String[] words) {
        require(
                words.length == 10 && words[0].equals(TraceLines.MAGIC) && words[1].equals(TraceLines.VERSION),
                "the header must begin with " + TraceLines.MAGIC + " " + TraceLines.VERSION);
        requireWord(words, 2, "node");
        requireWord(words, 4, "incarnation");
        requireWord(words, 6, "base");
        requireWord(words, 8, "cluster");
        return new Incarnation(
                source, node(words[3]), Long.parseLong(words[5]), Long.parseLong(words[7]), decoded(words[9]));
    }

    /** A name that is no hash says who sent the message. */
    static MessageId messageId(final String name) {
        final String[] parts = name.split("[#:]", -1);
        return new MessageId(
                NodeId.of(Long.parseLong(parts[0])), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    private void requireMessageName(final String name) {
        require(!name.isEmpty(), "a message must have a name");
        if (name.charAt(0) != TraceLines.HASH) {
            messageId(name);
        }
    }

    private Trace.RingEvent ringEvent(final long atNs, final String[] words) {
        return switch (words[1]) {
            case "state" ->
                new Trace.StateEntered(
                        StateName.valueOf(words[2]), words.length > 4 ? reason(words[4]) : null, ring(words[3]), atNs);
            case "originated" -> new Trace.FrameOriginated(frame(words), atNs);
            case "delivered" -> new Trace.FrameDelivered(frame(words), atNs);
            case "regular" -> {
                requireWord(words, 4, "joined");
                yield new Trace.Configured(
                        new RegularConfiguration(ring(words[2]), nodes(words[3]), nodes(words[5])), atNs);
            }
            case "transitional" -> {
                requireWord(words, 3, "from");
                requireWord(words, 5, "members");
                requireWord(words, 7, "left");
                yield new Trace.Configured(
                        new TransitionalConfiguration(ring(words[2]), ring(words[4]), nodes(words[6]), nodes(words[8])),
                        atNs);
            }
            case "token" -> {
                requireWord(words, 4, "seq");
                requireWord(words, 6, "aru");
                yield new Trace.TokenAccepted(
                        ring(words[2]),
                        Integer.parseUnsignedInt(words[3]),
                        Integer.parseUnsignedInt(words[5]),
                        Integer.parseUnsignedInt(words[7]),
                        atNs);
            }
            case "queue" -> {
                requireWord(words, 3, "of");
                yield new Trace.QueueGrown(Integer.parseInt(words[2]), Integer.parseInt(words[4]), atNs);
            }
            default -> throw wrong("there is no event " + words[1]);
        };
    }

    private Told told(final long atNs, final String[] words) {
        final String group = decoded(words[2]);
        if (words[1].equals("message")) {
            requireMessageName(words[5]);
            final String[] place = words[3].split(":", -1);
            return new Told(
                    group,
                    new Trace.Delivered(
                            null, member(words[4]), ring(place[0]), Integer.parseUnsignedInt(place[1]), atNs),
                    words[5]);
        } else if (words[1].equals("view")) {
            requireWord(words, 4, "joined");
            requireWord(words, 6, "left");
            return new Told(
                    group, new Trace.ViewChanged(members(words[3]), changes(words[5]), changes(words[7]), atNs), "");
        }
        requireWord(words, 5, "companions");
        return new Told(
                group,
                new Trace.RingInstalled(
                        ring(words[3]),
                        nodes(words[4]),
                        nodes(words[6]),
                        QuorumVerdict.State.valueOf(words[7].toUpperCase(Locale.ROOT)),
                        atNs),
                "");
    }

    private FrameId frame(final String[] words) {
        final String[] place = words[2].split(":", -1);
        return new FrameId(
                ring(place[0]),
                Integer.parseUnsignedInt(place[1]),
                node(words[3]),
                Integer.parseUnsignedInt(words[4], 16),
                words.length > 5 && words[5].equals(TraceLines.SAFE));
    }

    private static GatherReason reason(final String number) {
        return Arrays.stream(GatherReason.values())
                .filter(reason -> Integer.toString(reason.number()).equals(number))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no reason " + number));
    }

    private RingId ring(final String word) {
        return rings.computeIfAbsent(word, key -> {
            final String[] parts = key.split("\\.", -1);
            return new RingId(node(parts[0]), Long.parseUnsignedLong(parts[1], 16));
        });
    }

    private static NodeId node(final String word) {
        return NodeId.of(Long.parseLong(word));
    }

    private static NodeSet nodes(final String words) {
        return words.equals(TraceLines.NOBODY)
                ? NodeSet.EMPTY
                : NodeSet.copyOf(
                        Arrays.stream(words.split(",", -1)).map(TraceFile::node).toList());
    }

    private GroupMember member(final String word) {
        return members.computeIfAbsent(word, key -> {
            final String[] parts = key.split("/", -1);
            return new GroupMember(node(parts[0]), Integer.parseUnsignedInt(parts[1]));
        });
    }

    private TreeSet<GroupMember> members(final String words) {
        final TreeSet<GroupMember> named = new TreeSet<>();
        if (!words.equals(TraceLines.NOBODY)) {
            Arrays.stream(words.split(",", -1)).map(this::member).forEach(named::add);
        }
        return named;
    }

    private SortedMap<GroupMember, ChangeReason> changes(final String words) {
        final TreeMap<GroupMember, ChangeReason> named = new TreeMap<>();
        if (!words.equals(TraceLines.NOBODY)) {
            for (final String word : words.split(",", -1)) {
                final String[] parts = word.split("=", -1);
                named.put(member(parts[0]), ChangeReason.valueOf(parts[1]));
            }
        }
        return named;
    }

    private String decoded(final String name) {
        return names.computeIfAbsent(name, key -> URLDecoder.decode(key, StandardCharsets.UTF_8));
    }

    private void requireWord(final String[] words, final int at, final String word) {
        require(words[at].equals(word), "there is " + words[at] + " where " + word + " must be");
    }

    private void require(final boolean isRight, final String rule) {
        if (!isRight) {
            throw wrong(rule);
        }
    }

    private TraceSyntaxException wrong(final String rule) {
        return new TraceSyntaxException(source, line, rule);
    }
}
