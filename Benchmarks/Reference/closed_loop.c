#define _GNU_SOURCE
#include "reference.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    int socket;
    double sent;
    int64_t received;
    char reply[512];
} connection;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int open_connection(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (file < 0) return -errno;
    if (connect(file, (struct sockaddr *)&address, sizeof address) != 0) {
        int failure = errno;
        close(file);
        return -failure;
    }
    fcntl(file, F_SETFL, O_NONBLOCK);
    return file;
}

// A RESP bulk string is whole after its second CRLF; everything else after its first.
static int is_whole(const connection *one) {
    if (one->received < 2 || memcmp(one->reply + one->received - 2, "\r\n", 2) != 0) return 0;
    if (one->reply[0] != '$') return 1;
    char *first = memchr(one->reply, '\n', (size_t)one->received);
    return first != NULL && first != one->reply + one->received - 1;
}

static int ask(connection *one, const char *request, int64_t size) {
    one->received = 0;
    one->sent = now();
    // A request is smaller than a socket's buffer, and the one before it was read.
    return send(one->socket, request, (size_t)size, MSG_NOSIGNAL) == size ? 0 : -EIO;
}

static int64_t exchange(
    connection *connections, int64_t count, int poll, const char *request, int64_t size, double seconds,
    double *latencies, int64_t capacity) {
    int64_t answered = 0, waiting = 0;
    double start = now();
    for (int64_t index = 0; index < count; index += 1) {
        if (ask(&connections[index], request, size) != 0) return -EIO;
        waiting += 1;
    }
    while (waiting > 0) {
        struct epoll_event events[64];
        int ready = epoll_wait(poll, events, 64, 5000);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return -ETIMEDOUT;
        for (int index = 0; index < ready; index += 1) {
            connection *one = events[index].data.ptr;
            ssize_t got = recv(one->socket, one->reply + one->received, sizeof one->reply - (size_t)one->received, 0);
            if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
            if (got <= 0) return -ECONNRESET;
            one->received += got;
            if (!is_whole(one)) continue;
            if (one->reply[0] == '-') return -EPROTO;
            double time = now();
            if (answered < capacity) latencies[answered] = time - one->sent;
            answered += 1;
            waiting -= 1;
            if (time - start < seconds) {
                if (ask(one, request, size) != 0) return -EIO;
                waiting += 1;
            }
        }
    }
    return answered;
}

int64_t reference_closed_loop(
    const char *socket_path, int64_t count, const char *request, int64_t size, double seconds, double *latencies,
    int64_t capacity) {
    connection *connections = calloc((size_t)count, sizeof *connections);
    int poll = epoll_create1(EPOLL_CLOEXEC);
    int64_t result = connections == NULL || poll < 0 ? -ENOMEM : 0;
    int64_t opened = 0;
    for (; opened < count && result == 0; opened += 1) {
        connection *one = &connections[opened];
        one->socket = open_connection(socket_path);
        if (one->socket < 0) {
            result = one->socket;
            break;
        }
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = one};
        epoll_ctl(poll, EPOLL_CTL_ADD, one->socket, &event);
    }
    if (result == 0) result = exchange(connections, count, poll, request, size, seconds, latencies, capacity);
    for (int64_t index = 0; index < opened; index += 1) close(connections[index].socket);
    if (poll >= 0) close(poll);
    free(connections);
    return result;
}
