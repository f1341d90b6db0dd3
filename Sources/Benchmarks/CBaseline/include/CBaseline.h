// What a careful C programmer writes by hand for the ovs_packet family: the
// measure for the generated Swift code. Little-endian or big-endian alike, no
// allocation, no dependency.

#ifndef CBASELINE_H
#define CBASELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A decoded upcall. Pointers lead into the message and are NULL for an absent
/// attribute; lengths of absent attributes and absent numbers are 0.
struct upcall {
    const uint8_t *packet;
    const uint8_t *key;
    const uint8_t *actions;
    const uint8_t *userdata;
    const uint8_t *egress_tun_key;
    uint64_t hash;
    uint32_t dp_ifindex;
    uint32_t len;
    uint32_t upcall_pid;
    uint16_t packet_length;
    uint16_t key_length;
    uint16_t actions_length;
    uint16_t userdata_length;
    uint16_t egress_tun_key_length;
    uint16_t mru;
    uint8_t command;
    bool probe;
    bool has_mru;
    bool has_len;
    bool has_hash;
    bool has_upcall_pid;
};

/// What goes into an execute request with one output action.
struct execute_input {
    const uint8_t *packet;
    const uint8_t *key;
    uint64_t hash;
    uint32_t packet_length;
    uint32_t key_length;
    uint32_t sequence;
    uint32_t dp_ifindex;
    uint32_t output_port;
    uint16_t family;
    uint16_t mru;
    bool has_mru;
    bool has_hash;
};

/// One step of the checksums below: rotate left by 7, then exclusive or.
static inline uint64_t fold(uint64_t sum, uint64_t value) { return (sum << 7 | sum >> 57) ^ value; }

/// Decodes a message of the ovs_packet family, headers included. False if the
/// message or an attribute does not fit into what surrounds it, or if a known
/// number has the wrong size. Unknown attributes are skipped, of repeated ones
/// the last counts.
bool decode_upcall(const uint8_t *message, size_t size, struct upcall *upcall);

/// The checksum of an upcall: starting with dp_ifindex, folds in this order
/// packet length, key length, mru, len, hash, userdata length; 0 for what is
/// absent.
uint64_t consume_upcall(const struct upcall *upcall);

/// Encodes OVS_PACKET_CMD_EXECUTE with packet, key, actions { output }, mru and
/// hash in this order. Flags are REQUEST alone: nobody waits for an answer.
/// Returns the size of the message, or 0 if it does not fit.
size_t encode_execute(uint8_t *out, size_t capacity, const struct execute_input *input);

/// Decodes an upcall and encodes the execute request that sends its packet out
/// of `port`, with its key, and its mru and hash if present. Returns the size of
/// the request, or 0 if the upcall is malformed, lacks packet or key, or the
/// request does not fit.
size_t turnaround(const uint8_t *upcall, size_t size, uint8_t *out, size_t capacity,
                  uint32_t port, uint16_t family, uint32_t sequence);

/// Writes an upcall as the kernel does, different for each seed and always the
/// same for one: mostly misses; every fourth is an action with 8 bytes of
/// userdata, every eighth has mru, every eighth len. The key has the attributes
/// of a TCP or a UDP flow. Returns the size, or 0 if it does not fit or the
/// packet is too short for its headers (54 bytes).
size_t make_upcall(uint8_t *out, size_t capacity, size_t packet_length, uint64_t seed);

#endif
