// Runs the C baseline over prepared messages, for callgrind and for a clock.
//
//   c-benchmark decode|encode|turnaround PASSES
//
// Build: gcc -O2 -std=c11 -I ../CBaseline/include main.c ../CBaseline/baseline.c
//
// There are 1000 messages: make_upcall with a packet of 100 bytes and the seeds
// 0 to 999. One pass handles each of them once. The checksum starts at 0 and
// folds
//   decode:      consume_upcall of each message
//   encode:      the size of each execute request; the requests answer the
//                upcalls and were prepared beforehand
//   turnaround:  the size of each execute request
// Family number 0x26, output port 2, the message's index as sequence number.
// After the passes of encode and turnaround one more pass folds every byte of
// every request, which proves that two programs encode alike. It costs the same
// for any number of passes, so it vanishes from differences between runs.

#include "CBaseline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGES = 1000, PACKET_LENGTH = 100, FAMILY = 0x26, PORT = 2 };

static struct {
    const uint8_t *start;
    size_t size;
} messages[MESSAGES];

static struct execute_input inputs[MESSAGES];
static uint8_t memory[MESSAGES * 512];
static uint8_t out[4096];

static void prepare(void)
{
    size_t used = 0;

    for (size_t i = 0; i < MESSAGES; i++) {
        struct upcall upcall;

        messages[i].start = memory + used;
        messages[i].size = make_upcall(memory + used, sizeof memory - used, PACKET_LENGTH, i);
        used += (messages[i].size + 3) & ~(size_t)3; // as messages follow one another in a receive buffer
        if (!messages[i].size || !decode_upcall(messages[i].start, messages[i].size, &upcall))
            abort();
        inputs[i] = (struct execute_input){
            .packet = upcall.packet,
            .key = upcall.key,
            .hash = upcall.hash,
            .packet_length = upcall.packet_length,
            .key_length = upcall.key_length,
            .sequence = i,
            .dp_ifindex = upcall.dp_ifindex,
            .output_port = PORT,
            .family = FAMILY,
            .mru = upcall.mru,
            .has_mru = upcall.has_mru,
            .has_hash = upcall.has_hash,
        };
    }
}

static uint64_t decode(uint64_t sum)
{
    for (size_t i = 0; i < MESSAGES; i++) {
        struct upcall upcall;

        if (!decode_upcall(messages[i].start, messages[i].size, &upcall))
            abort();
        sum = fold(sum, consume_upcall(&upcall));
    }
    return sum;
}

static uint64_t encode(uint64_t sum)
{
    for (size_t i = 0; i < MESSAGES; i++)
        sum = fold(sum, encode_execute(out, sizeof out, &inputs[i]));
    return sum;
}

static uint64_t turn(uint64_t sum)
{
    for (size_t i = 0; i < MESSAGES; i++)
        sum = fold(sum, turnaround(messages[i].start, messages[i].size, out, sizeof out, PORT, FAMILY, i));
    return sum;
}

static uint64_t fold_requests(uint64_t sum, bool from_upcalls)
{
    for (size_t i = 0; i < MESSAGES; i++) {
        size_t size = from_upcalls
            ? turnaround(messages[i].start, messages[i].size, out, sizeof out, PORT, FAMILY, i)
            : encode_execute(out, sizeof out, &inputs[i]);
        if (!size)
            abort();
        for (size_t j = 0; j < size; j++)
            sum = fold(sum, out[j]);
    }
    return sum;
}

int main(int argc, char **argv)
{
    uint64_t sum = 0;
    uint64_t (*pass)(uint64_t) = NULL;

    if (argc == 3)
        pass = !strcmp(argv[1], "decode") ? decode
             : !strcmp(argv[1], "encode") ? encode
             : !strcmp(argv[1], "turnaround") ? turn
             : NULL;
    if (!pass) {
        fprintf(stderr, "usage: c-benchmark decode|encode|turnaround PASSES\n");
        return 2;
    }
    prepare();
    for (long left = strtol(argv[2], NULL, 10); left > 0; left--)
        sum = pass(sum);
    if (pass != decode)
        sum = fold_requests(sum, pass == turn);
    printf("%016" PRIx64 "\n", sum);
    return 0;
}
