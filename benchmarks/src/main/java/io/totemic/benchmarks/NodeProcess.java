/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process with one node; its standard error is appended to its log. */
public final class NodeProcess {

    /** A line that the child wrote, and when it was read. */
    public record Line(String word, List<String> fields, long atNs) {}

    /** Begins a line that is meant for the other side. */
    public static final String MARK = "@bench";

    private static final long END_LIMIT_S = 8;

    private final int node;
    private final Process process;
    private final Path log;
    private final long startedNs = System.nanoTime();
    private final Writer commands;
    private final List<Line> lines = new ArrayList<>();

    /** Starts {@code command} for this node, with {@code directory} as its working directory and the place of its log. */
    public NodeProcess(final int node, final List<String> command, final Path directory) throws IOException {
        this.node = node;
        log = directory.resolve("node-" + node + ".log");
        final ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().remove("STATE_DIRECTORY");
        process = builder.start();
        commands = process.outputWriter(StandardCharsets.US_ASCII);
        final Thread reader = new Thread(this::read, "node-" + node);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String text = output.readLine(); text != null; text = output.readLine()) {
                final List<String> words = List.of(text.split(" "));
                if (words.size() >= 2 && words.get(0).equals(MARK)) {
                    synchronized (lines) {
                        lines.add(new Line(words.get(1), words.subList(2, words.size()), System.nanoTime()));
                        lines.notifyAll();
                    }
                }
            }
        } catch (final IOException ended) {
            // The process is gone; whoever waits for a line notices.
        }
    }

    /** Which node. */
    public int node() {
        return node;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    long startedNs() {
        return startedNs;
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Sends a line.
     *
     * @throws BenchFailure if the process has closed its standard input
     */
    public void tell(final String line) {
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (final IOException closed) {
            throw new BenchFailure("node " + node + " takes no commands any more" + lastOutput(), closed);
        }
    }

    /** Sends {@code line} and waits for the answer that begins with {@code word}. */
    public Line ask(final String line, final String word, final long limitS) throws InterruptedException {
        final int before = count(word);
        tell(line);
        return await(word, before, limitS);
    }

    /** Waits for the line number {@code index} among those that begin with {@code word}. */
    public Line await(final String word, final int index, final long limitS) throws InterruptedException {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitS);
        synchronized (lines) {
            while (true) {
                final List<Line> said = said(word);
                if (said.size() > index) {
                    return said.get(index);
                }
                if (!process.isAlive() || System.nanoTime() - endNs > 0) {
                    throw new BenchFailure(
                            "node " + node + " did not say " + word + " within " + limitS + " s" + lastOutput());
                }
                lines.wait(50);
            }
        }
    }

    /** All lines so far that begin with {@code word}. */
    public List<Line> said(final String word) {
        synchronized (lines) {
            return lines.stream().filter(line -> line.word().equals(word)).toList();
        }
    }

    /** How many lines so far begin with {@code word}. */
    public int count(final String word) {
        return said(word).size();
    }

    /** Drops all lines so far. */
    public void forget() {
        synchronized (lines) {
            lines.clear();
        }
    }

    /** SIGKILL; answers when. */
    public long kill() throws InterruptedException {
        final long atNs = System.nanoTime();
        process.destroyForcibly();
        process.waitFor(END_LIMIT_S, TimeUnit.SECONDS);
        return atNs;
    }

    /** SIGKILL to all of these, also if the caller is interrupted meanwhile. */
    static void kill(final Collection<NodeProcess> victims) {
        for (final NodeProcess process : victims) {
            try {
                process.kill();
            } catch (final InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Sends a signal by name. */
    void signal(final String name) throws IOException, InterruptedException {
        final Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start();
        if (kill.waitFor() != 0) {
            throw new BenchFailure("SIG" + name + " could not be sent to node " + node);
        }
    }

    /** Waits until it has ended by itself, eight seconds at most. */
    public void awaitEnd() throws InterruptedException {
        process.waitFor(END_LIMIT_S, TimeUnit.SECONDS);
    }

    /** SIGTERM, and SIGKILL if that does not help. */
    public void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END_LIMIT_S, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** The lines of its log. */
    public List<String> log() {
        try {
            return Files.readAllLines(log, StandardCharsets.UTF_8);
        } catch (final IOException unreadable) {
            return List.of("(the log cannot be read: " + unreadable + ")");
        }
    }

    /** The last lines of the log, to be appended to a sentence. */
    public String lastOutput() {
        final List<String> all = log();
        return "; it logged\n    | " + String.join("\n    | ", all.subList(Math.max(0, all.size() - 15), all.size()));
    }
}
