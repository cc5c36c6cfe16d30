/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * A member of a closed process group of Corosync that obeys its parent: commands come on standard input, answers go to standard
 * output as "@bench WORD ...". The protocol is that of the Java class MemberLoop. One thread reads commands, one dispatches, and
 * one sends while it has been told to. A send that is refused with CS_ERR_TRY_AGAIN is tried again after the next delivery, or
 * after a millisecond if none comes, so that the sender takes no processor time from the daemon.
 */
#define _GNU_SOURCE
#include <corosync/cpg.h>
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define MAX_NODES 64
#define MAX_BYTES (1 << 20)
#define SECOND_NS 1000000000LL
#define HASH_FACTOR 1000003ULL
#define HASH_NODE_SHIFT 48
#define LATENCY_BITS 11
#define LATE_PROBES_S 3
#define REFUSED_WAIT_NS 1000000

struct header {
    int32_t run;
    int32_t node;
    int64_t number;
    int64_t sent_ns;
    int64_t due_ns; /* 0: no probe */
};

static cpg_handle_t handle;
static struct cpg_name group;
static unsigned int self;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t delivered = PTHREAD_COND_INITIALIZER;
static int waiting; /* for a delivery */
static int run;
static uint64_t count, hash, gaps;
static int64_t last[MAX_NODES];
static int64_t *from_sent, *from_due;
static size_t probes, probe_limit;
static sem_t probe_arrived;

static int bytes;
static int64_t interval_us, seconds;
static int64_t sent;
static volatile int ending;
static pthread_t sender;
static char payload[MAX_BYTES];

static int64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * SECOND_NS + now.tv_nsec;
}

static void say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    flockfile(stdout);
    fputs("@bench ", stdout);
    vprintf(format, arguments);
    putchar('\n');
    fflush(stdout);
    funlockfile(stdout);
    va_end(arguments);
}

static void fail(const char *what, int error) {
    fprintf(stderr, "%s failed with CS error %d\n", what, error);
    exit(1);
}

static void on_deliver(cpg_handle_t from, const struct cpg_name *name, uint32_t node, uint32_t pid, void *message, size_t length) {
    const struct header *header = message;
    int64_t arrived_ns;
    (void)from, (void)name, (void)pid;
    if (length < sizeof *header || node >= MAX_NODES) return;
    arrived_ns = header->due_ns ? now_ns() : 0;
    pthread_mutex_lock(&lock);
    if (header->run == run) {
        count++;
        hash = hash * HASH_FACTOR + (((uint64_t)node << HASH_NODE_SHIFT) ^ (uint64_t)header->number);
        if (header->number != last[node] + 1) gaps++;
        last[node] = header->number;
        if (header->due_ns && node == self && probes < probe_limit) {
            from_sent[probes] = arrived_ns - header->sent_ns;
            from_due[probes] = arrived_ns - header->due_ns;
            probes++;
            sem_post(&probe_arrived);
        }
    }
    if (waiting) pthread_cond_signal(&delivered);
    pthread_mutex_unlock(&lock);
}

static void on_change(cpg_handle_t from, const struct cpg_name *name, const struct cpg_address *members, size_t member_count,
        const struct cpg_address *left, size_t left_count, const struct cpg_address *joined, size_t joined_count) {
    (void)from, (void)name, (void)members, (void)left, (void)left_count, (void)joined, (void)joined_count;
    say("MEMBERS %zu", member_count);
}

static void *dispatch(void *unused) {
    cs_error_t error = cpg_dispatch(handle, CS_DISPATCH_BLOCKING);
    (void)unused;
    if (error != CS_OK) fail("cpg_dispatch", error);
    return NULL;
}

/* Waits for the next delivery, at most a millisecond. */
static void await_delivery(void) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += REFUSED_WAIT_NS;
    if (until.tv_nsec >= SECOND_NS) {
        until.tv_nsec -= SECOND_NS;
        until.tv_sec++;
    }
    pthread_mutex_lock(&lock);
    waiting = 1;
    pthread_cond_timedwait(&delivered, &lock, &until);
    waiting = 0;
    pthread_mutex_unlock(&lock);
}

/* Sends one message; a probe has a time at which it was due. */
static void multicast(int64_t due_ns) {
    struct header *header = (struct header *)payload;
    struct iovec whole = {payload, bytes};
    cs_error_t error;
    header->run = run;
    header->node = self;
    header->number = ++sent;
    header->due_ns = due_ns;
    header->sent_ns = due_ns ? now_ns() : 0;
    while ((error = cpg_mcast_joined(handle, CPG_TYPE_AGREED, &whole, 1)) == CS_ERR_TRY_AGAIN) await_delivery();
    if (error != CS_OK) fail("cpg_mcast_joined", error);
}

static void *flood(void *unused) {
    (void)unused;
    while (!ending) multicast(0);
    return NULL;
}

/* Waits until a probe has arrived; 0 if none does. */
static int await_probe(void) {
    struct timespec until;
    int result;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LATE_PROBES_S;
    do result = sem_timedwait(&probe_arrived, &until);
    while (result && errno == EINTR);
    return !result;
}

static int by_value(const void *one, const void *other) {
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return a < b ? -1 : a > b;
}

/* "value:count,..." with 11 significant bits of each value. */
static void say_values(int64_t *values, size_t n) {
    for (size_t i = 0; i < n; i++) {
        int bits = values[i] > 0 ? 64 - __builtin_clzll(values[i]) : 0;
        int dropped = bits > LATENCY_BITS ? bits - LATENCY_BITS : 0;
        values[i] = values[i] > 0 ? values[i] >> dropped << dropped : 0;
    }
    qsort(values, n, sizeof *values, by_value);
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i; next < n && values[next] == values[i]; next++) continue;
        printf("%s%" PRId64 ":%zu", i ? "," : "", values[i], next - i);
    }
    if (!n) putchar('-');
}

static void *probe(void *unused) {
    int64_t begin_ns = now_ns(), end_ns = begin_ns + seconds * SECOND_NS, due_ns = begin_ns, tries = 0, arrived = 0;
    (void)unused;
    /* Of this thread alone: by default a timer fires up to 50 us late, which is no latency of the daemon. */
    if (prctl(PR_SET_TIMERSLACK, 1)) fail("prctl", CS_ERR_LIBRARY);
    while (due_ns < end_ns) {
        if (interval_us) {
            struct timespec due = {due_ns / SECOND_NS, due_ns % SECOND_NS};
            clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
            multicast(due_ns);
            tries++;
            due_ns += interval_us * 1000;
        } else {
            multicast(due_ns);
            tries++;
            if (!await_probe()) break;
            arrived++;
            due_ns = now_ns();
        }
    }
    while (arrived < tries && await_probe()) arrived++;
    pthread_mutex_lock(&lock);
    flockfile(stdout);
    printf("@bench PROBED %" PRId64 " ", tries - arrived);
    say_values(from_sent, probes);
    putchar(' ');
    say_values(from_due, probes);
    putchar('\n');
    fflush(stdout);
    funlockfile(stdout);
    pthread_mutex_unlock(&lock);
    return NULL;
}

static void start(void *(*what)(void *)) {
    ending = 0;
    if (pthread_create(&sender, NULL, what, NULL)) {
        perror("pthread_create");
        exit(1);
    }
}

static void begin_run(int number) {
    pthread_mutex_lock(&lock);
    run = number;
    count = hash = gaps = 0;
    memset(last, 0, sizeof last);
    probes = 0;
    sent = 0;
    while (!sem_trywait(&probe_arrived)) continue;
    pthread_mutex_unlock(&lock);
    say("RUNNING %d", number);
}

static void tell_count(void) {
    pthread_mutex_lock(&lock);
    uint64_t count_now = count, hash_now = hash, gaps_now = gaps;
    int64_t at_ns = now_ns();
    pthread_mutex_unlock(&lock);
    say("COUNTED %" PRIu64 " %" PRId64 " %" PRIu64 " %" PRIu64, count_now, at_ns, hash_now, gaps_now);
}

int main(void) {
    cpg_model_v1_data_t model = {.model = CPG_MODEL_V1, .cpg_deliver_fn = on_deliver, .cpg_confchg_fn = on_change};
    char line[256];
    int number;
    cs_error_t error;
    pthread_t dispatcher;

    sem_init(&probe_arrived, 0, 0);
    probe_limit = 1 << 20;
    from_sent = calloc(probe_limit, sizeof *from_sent);
    from_due = calloc(probe_limit, sizeof *from_due);
    strcpy(group.value, "compare");
    group.length = strlen(group.value);
    /* The daemon was started just before us. */
    while (cpg_model_initialize(&handle, CPG_MODEL_V1, (cpg_model_data_t *)&model, NULL) != CS_OK) usleep(10000);
    cpg_local_get(handle, &self);
    while ((error = cpg_join(handle, &group)) == CS_ERR_TRY_AGAIN) usleep(10000);
    if (error != CS_OK) fail("cpg_join", error);
    if (pthread_create(&dispatcher, NULL, dispatch, NULL)) return 1;
    say("PID %d", (int)getpid());

    while (fgets(line, sizeof line, stdin)) {
        if (sscanf(line, "RUN %d", &number) == 1) begin_run(number);
        else if (sscanf(line, "WRITE %d", &bytes) == 1) start(flood);
        else if (sscanf(line, "PROBE %d %" SCNd64 " %" SCNd64, &bytes, &interval_us, &seconds) == 3) start(probe);
        else if (!strncmp(line, "STOP", 4)) {
            ending = 1;
            pthread_join(sender, NULL);
            say("SENT %" PRId64, sent);
        } else if (!strncmp(line, "COUNT", 5)) tell_count();
        else if (!strncmp(line, "QUIT", 4)) break;
        else {
            fprintf(stderr, "nobody says %s", line);
            return 1;
        }
    }
    _exit(0);
}
