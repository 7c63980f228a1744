/*
 * What hangs on the lines of the rig's chip: contacts, sensors, and spirals that turn while their motor is on. It is the
 * physical world, so it goes on whatever becomes of the agent.
 *
 *   rig-world                plays it
 *   rig-world press LINE     a contact leaves its rest: a door opens, a button is pressed
 *   rig-world release LINE   it goes back
 *   rig-world drop LINE      goods fall past this sensor
 *   rig-world jam MOTOR      the spiral of this motor does not turn any more
 *   rig-world free MOTOR     it does again
 *   rig-world lines          prints each line: name, direction, voltage, who holds it
 *
 * /etc/rig/world says what there is, one thing a line, with the voltage of each line (low or high):
 *
 *   rest LINE VOLTAGE        a contact or a sensor, and what it is at rest
 *   spiral MOTOR VOLTAGE HOME VOLTAGE DROP VOLTAGE
 *                            a motor and what turns it on, its home switch and what that is at rest ("-" for none), the
 *                            sensor that sees goods fall and what it is meanwhile
 *
 * A turn takes a second; at its end the goods fall. Each time that a motor goes on or off, or goods fall, is a line of
 * /run/rig/log, with the seconds since the machine was booted.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CHIP "/run/rig/chip"
#define TOLD "/run/rig/told"
#define MAXIMUM_LINES 64

/* Quick against the 20 ms that the agent gives a line to settle: its bias moves the pull, the world moves it back. */
static const long round_nanoseconds = 5 * 1000 * 1000;
static const int64_t turn_nanoseconds = 1000LL * 1000 * 1000;
/* Two edges at once would be one interrupt. */
static const int64_t fall_nanoseconds = 50LL * 1000 * 1000;

struct line {
    char name[GPIO_MAX_NAME_SIZE];
    int value;   /* the attribute with its voltage */
    int pull;    /* the attribute that drives it from outside */
    bool driven; /* from outside */
    bool rest;
    bool away;   /* the world itself moves it from its rest */
    bool pressed;
    int64_t falls_until;
};

struct spiral {
    struct line *motor, *home, *drop;
    bool on_voltage, jammed, on, turned;
    int64_t since;
};

static struct line lines[MAXIMUM_LINES];
static struct spiral spirals[MAXIMUM_LINES];
static size_t line_count, spiral_count;

static void fail(const char *what, const char *name)
{
    fprintf(stderr, "rig-world: %s %s\n", what, name);
    exit(1);
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_BOOTTIME, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int attribute(size_t number, const char *name, int mode)
{
    char path[128];
    snprintf(path, sizeof(path), CHIP "/sim_gpio%zu/%s", number, name);
    int file = open(path, mode | O_CLOEXEC);
    if (file < 0) {
        fail("cannot open", path);
    }
    return file;
}

static void open_lines(void)
{
    FILE *names = fopen("/etc/rig/lines", "r");
    if (names == NULL) {
        fail("there is no", "/etc/rig/lines");
    }
    while (line_count < MAXIMUM_LINES && fscanf(names, "%31s", lines[line_count].name) == 1) {
        lines[line_count].value = attribute(line_count, "value", O_RDONLY);
        lines[line_count].pull = attribute(line_count, "pull", O_RDWR);
        line_count++;
    }
    fclose(names);
}

static struct line *find(const char *name)
{
    for (size_t number = 0; number < line_count; number++) {
        if (strcmp(lines[number].name, name) == 0) {
            return &lines[number];
        }
    }
    fail("there is no line", name);
    return NULL;
}

static struct spiral *find_spiral(const char *motor)
{
    for (size_t number = 0; number < spiral_count; number++) {
        if (strcmp(spirals[number].motor->name, motor) == 0) {
            return &spirals[number];
        }
    }
    return NULL;
}

static bool is_high(const struct line *line)
{
    char text[2] = "";
    return pread(line->value, text, 1, 0) == 1 && text[0] == '1';
}

/* Writes only what has changed: the attribute takes a lock that the agent's edges wait for. */
static void drive(const struct line *line, bool high)
{
    char text[16] = "";
    const char *wanted = high ? "pull-up" : "pull-down";
    if (pread(line->pull, text, sizeof(text) - 1, 0) > 0 && strncmp(text, wanted, strlen(wanted)) == 0) {
        return;
    }
    if (pwrite(line->pull, wanted, strlen(wanted), 0) < 0) {
        fail("cannot drive", line->name);
    }
}

static bool voltage(const char *word)
{
    if (strcmp(word, "high") != 0 && strcmp(word, "low") != 0) {
        fail("/etc/rig/world: a voltage is low or high, not", word);
    }
    return strcmp(word, "high") == 0;
}

static struct line *outside(const char *name, bool rest)
{
    struct line *line = find(name);
    line->driven = true;
    line->rest = rest;
    return line;
}

static void read_world(void)
{
    char text[256];
    FILE *file = fopen("/etc/rig/world", "r");
    if (file == NULL) {
        fail("there is no", "/etc/rig/world");
    }
    while (fgets(text, sizeof(text), file) != NULL) {
        char what[32], words[6][GPIO_MAX_NAME_SIZE];
        int count = sscanf(
            text, "%31s %31s %31s %31s %31s %31s %31s", what, words[0], words[1], words[2], words[3], words[4], words[5]);
        if (count == 3 && strcmp(what, "rest") == 0) {
            outside(words[0], voltage(words[1]));
        } else if (count == 7 && strcmp(what, "spiral") == 0 && spiral_count < MAXIMUM_LINES) {
            spirals[spiral_count++] = (struct spiral){
                .motor = find(words[0]),
                .on_voltage = voltage(words[1]),
                .home = strcmp(words[2], "-") == 0 ? NULL : outside(words[2], voltage(words[3])),
                .drop = outside(words[4], !voltage(words[5])),
            };
        } else if (count > 0) {
            fail("/etc/rig/world: not understood:", text);
        }
    }
    fclose(file);
}

static void note(FILE *log, const char *what, const struct line *motor)
{
    fprintf(log, "%s %s %.2f\n", what, motor->name, (double)now() / 1e9);
    fflush(log);
}

static void turn(struct spiral *spiral, FILE *log)
{
    bool on = is_high(spiral->motor) == spiral->on_voltage;
    if (on != spiral->on) {
        spiral->on = on;
        spiral->turned = false;
        spiral->since = now();
        note(log, on ? "on" : "off", spiral->motor);
    }
    bool turns = on && !spiral->turned && !spiral->jammed;
    if (turns && now() - spiral->since >= turn_nanoseconds) {
        spiral->turned = true;
        spiral->drop->falls_until = now() + fall_nanoseconds;
        note(log, "drop", spiral->motor);
    }
    if (spiral->home != NULL) {
        spiral->home->away = turns && !spiral->turned;
    }
}

static void obey(const char *what, const char *name)
{
    struct spiral *spiral = find_spiral(name);
    if (strcmp(what, "press") == 0 || strcmp(what, "release") == 0) {
        struct line *line = find(name);
        line->driven = true;
        line->pressed = strcmp(what, "press") == 0;
    } else if (strcmp(what, "drop") == 0) {
        find(name)->falls_until = now() + fall_nanoseconds;
    } else if (spiral != NULL) {
        spiral->jammed = strcmp(what, "jam") == 0;
    }
}

static void play(void)
{
    read_world();
    if (mkfifo(TOLD, 0600) != 0 && errno != EEXIST) {
        fail("cannot make", TOLD);
    }
    /* With a writer of its own it never reads an end. */
    int told = open(TOLD, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    FILE *log = fopen("/run/rig/log", "a");
    if (told < 0 || log == NULL) {
        fail("cannot open", told < 0 ? TOLD : "/run/rig/log");
    }
    for (;;) {
        char text[256], what[16], name[GPIO_MAX_NAME_SIZE];
        ssize_t length = read(told, text, sizeof(text) - 1);
        text[length > 0 ? length : 0] = '\0';
        for (char *rest = text, *word; (word = strsep(&rest, "\n")) != NULL;) {
            if (sscanf(word, "%15s %31s", what, name) == 2) {
                obey(what, name);
            }
        }
        for (size_t number = 0; number < spiral_count; number++) {
            turn(&spirals[number], log);
        }
        for (size_t number = 0; number < line_count; number++) {
            struct line *line = &lines[number];
            if (line->driven) {
                drive(line, line->rest ^ line->away ^ line->pressed ^ (line->falls_until > now()));
            }
        }
        nanosleep(&(struct timespec){.tv_nsec = round_nanoseconds}, NULL);
    }
}

/* What the running world does, it does within one round; the caller waits a little longer. */
static void tell(const char *what, const char *name)
{
    char text[64];
    struct line *line = find(name);
    read_world();
    if ((strcmp(what, "jam") == 0 || strcmp(what, "free") == 0) && find_spiral(name) == NULL) {
        fail("no spiral has the motor", name);
    }
    if (strcmp(what, "drop") == 0 && !line->driven) {
        fail("/etc/rig/world has no sensor", name);
    }
    int told = open(TOLD, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    int length = snprintf(text, sizeof(text), "%s %s\n", what, name);
    if (told < 0 || write(told, text, (size_t)length) != length) {
        fail("nobody plays the world; start", "rig-world.service");
    }
    usleep(100 * 1000);
}

static void print_lines(void)
{
    char path[64] = "/dev/", target[256];
    ssize_t length = readlink(CHIP, target, sizeof(target) - 1);
    target[length > 0 ? length : 0] = '\0';
    char *base = strrchr(target, '/');
    strncat(path, base == NULL ? "" : base + 1, sizeof(path) - strlen(path) - 1);
    int chip = open(path, O_RDWR | O_CLOEXEC);
    if (chip < 0) {
        fail("cannot open the chip", path);
    }
    for (size_t number = 0; number < line_count; number++) {
        struct gpio_v2_line_info information = {.offset = (uint32_t)number};
        if (ioctl(chip, GPIO_V2_GET_LINEINFO_IOCTL, &information) != 0) {
            fail("cannot read the information of", lines[number].name);
        }
        const char *direction = information.flags & GPIO_V2_LINE_FLAG_OUTPUT ? "output" : "input";
        bool used = information.flags & GPIO_V2_LINE_FLAG_USED;
        printf(
            "%-10s %-6s  %-4s  %s\n",
            lines[number].name,
            direction,
            is_high(&lines[number]) ? "high" : "low",
            used ? information.consumer : "-");
    }
}

int main(int count, char **words)
{
    static const char *const told[] = {"press", "release", "drop", "jam", "free"};
    open_lines();
    if (count == 1) {
        play();
    }
    if (count == 2 && strcmp(words[1], "lines") == 0) {
        print_lines();
        return 0;
    }
    for (size_t number = 0; count == 3 && number < sizeof(told) / sizeof(told[0]); number++) {
        if (strcmp(words[1], told[number]) == 0) {
            tell(words[1], words[2]);
            return 0;
        }
    }
    fail("say press, release or drop with a line, jam or free with a motor, or", "lines");
}
