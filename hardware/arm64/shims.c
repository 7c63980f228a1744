/*
 * What a 64-bit Arm computer must be able to do with the C shims, without hardware: run by hardware/arm64/check under
 * qemu-user. Lines need a kernel's chip, which there is none of, so it is the answers without one that are looked at; Modbus
 * goes over a connection to itself.
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "CGPIO.h"
#include "shim.h"

_Static_assert(sizeof(void *) == 8, "a 64-bit computer");

static void check_lines(void)
{
    char folder[] = "/tmp/mintmark-shims-XXXXXX", path[64], labels[256] = "unset";
    struct cgpio_chip *chip = NULL;
    assert(mkdtemp(folder) != NULL);

    assert(strlen(cgpio_library_version()) > 0);
    cgpio_chip_labels(folder, labels, sizeof(labels));
    assert(strcmp(labels, "") == 0);
    struct cgpio_status status = cgpio_chip_open(folder, "pinctrl-bcm2711", &chip);
    assert(status.error == -ENODEV && status.step != NULL && chip == NULL);

    /* A file that is no chip: the answer is an error, and nothing is left open. */
    snprintf(path, sizeof(path), "%s/gpiochip0", folder);
    FILE *file = fopen(path, "w");
    assert(file != NULL);
    fclose(file);
    status = cgpio_chip_open(folder, "pinctrl-bcm2711", &chip);
    assert(status.error < 0 && status.error != -ENODEV && chip == NULL);
    unlink(path);
    rmdir(folder);
}

static void *serve(void *listening)
{
    modbus_t *slave = listening;
    uint8_t request[MODBUS_TCP_MAX_ADU_LENGTH];
    modbus_mapping_t *registers = modbus_mapping_new(0, 0, 200, 0);
    int length;
    while ((length = modbus_receive(slave, request)) >= 0) {
        modbus_reply(slave, request, length, registers);
    }
    modbus_mapping_free(registers);
    return NULL;
}

static void *accept_and_serve(void *listening)
{
    void **both = listening;
    int socket = *(int *)both[1];
    assert(modbus_tcp_accept(both[0], &socket) >= 0);
    return serve(both[0]);
}

static void check_modbus(void)
{
    int port = 20000 + getpid() % 20000;
    modbus_t *slave = modbus_new_tcp("127.0.0.1", port);
    int socket = modbus_tcp_listen(slave, 1);
    assert(socket >= 0);
    void *both[] = {slave, &socket};
    pthread_t thread;
    assert(pthread_create(&thread, NULL, accept_and_serve, both) == 0);

    modbus_t *master = modbus_new_tcp("127.0.0.1", port);
    assert(modbus_set_response_timeout(master, 5, 0) == 0 && modbus_connect(master) == 0);
    uint16_t written[20], read[20];
    for (int index = 0; index < 20; index++) {
        written[index] = (uint16_t)(0x0102 * (index + 1));
    }
    assert(modbus_write_registers(master, 100, 20, written) == 20);
    assert(modbus_read_registers(master, 100, 20, read) == 20);
    assert(memcmp(written, read, sizeof(written)) == 0);
    errno = 0;
    assert(modbus_read_registers(master, 199, 20, read) == -1 && errno == EMBXILADD);
    assert(cmodbus_bad_data == EMBBADDATA);
    modbus_close(master);
    modbus_free(master);
    pthread_join(thread, NULL);
    close(socket);
    modbus_free(slave);
}

int main(void)
{
    check_lines();
    check_modbus();
    printf("libgpiod %s, libmodbus %s: the shims work on 64-bit Arm\n", cgpio_library_version(), LIBMODBUS_VERSION_STRING);
}
