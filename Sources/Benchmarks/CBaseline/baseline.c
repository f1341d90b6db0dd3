#include "CBaseline.h"

#include <string.h>

enum {
    NETLINK_HEADER = 16,
    GENERIC_HEADER = 4,
    OVS_HEADER = 4,
    ALL_HEADERS = NETLINK_HEADER + GENERIC_HEADER + OVS_HEADER,
    ATTRIBUTE_HEADER = 4,
    TYPE_MASK = 0x3fff, // the two bits above are flags
    REQUEST = 1,
};

enum { MISS = 1, ACTION = 2, EXECUTE = 3 };

enum {
    PACKET = 1,
    KEY = 2,
    ACTIONS = 3,
    USERDATA = 4,
    EGRESS_TUN_KEY = 5,
    PROBE = 8,
    MRU = 9,
    LEN = 10,
    HASH = 11,
    UPCALL_PID = 12,
};

enum { OUTPUT = 1 }; // the action

// Fields lie at multiples of four at best, and a buffer may lie anywhere:
// memcpy is how C says "unaligned load", and compiles to one instruction.
static inline uint16_t load16(const uint8_t *at)
{
    uint16_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static inline uint32_t load32(const uint8_t *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static inline uint64_t load64(const uint8_t *at)
{
    uint64_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

// ---- Decoding ---------------------------------------------------------------

bool decode_upcall(const uint8_t *message, size_t size, struct upcall *upcall)
{
    memset(upcall, 0, sizeof *upcall);
    if (size < ALL_HEADERS)
        return false;
    uint32_t length = load32(message);
    if (length < ALL_HEADERS || length > size)
        return false;
    upcall->command = message[NETLINK_HEADER];
    upcall->dp_ifindex = load32(message + NETLINK_HEADER + GENERIC_HEADER);

    const uint8_t *at = message + ALL_HEADERS;
    size_t left = length - ALL_HEADERS;
    while (left >= ATTRIBUTE_HEADER) {
        size_t whole = load16(at);
        if (whole < ATTRIBUTE_HEADER || whole > left)
            return false;
        const uint8_t *payload = at + ATTRIBUTE_HEADER;
        uint16_t count = whole - ATTRIBUTE_HEADER;

        switch (load16(at + 2) & TYPE_MASK) {
        case PACKET:
            upcall->packet = payload;
            upcall->packet_length = count;
            break;
        case KEY:
            upcall->key = payload;
            upcall->key_length = count;
            break;
        case ACTIONS:
            upcall->actions = payload;
            upcall->actions_length = count;
            break;
        case USERDATA:
            upcall->userdata = payload;
            upcall->userdata_length = count;
            break;
        case EGRESS_TUN_KEY:
            upcall->egress_tun_key = payload;
            upcall->egress_tun_key_length = count;
            break;
        case PROBE:
            upcall->probe = true;
            break;
        case MRU:
            if (count != sizeof upcall->mru)
                return false;
            upcall->mru = load16(payload);
            upcall->has_mru = true;
            break;
        case LEN:
            if (count != sizeof upcall->len)
                return false;
            upcall->len = load32(payload);
            upcall->has_len = true;
            break;
        case HASH:
            if (count != sizeof upcall->hash)
                return false;
            upcall->hash = load64(payload);
            upcall->has_hash = true;
            break;
        case UPCALL_PID:
            if (count != sizeof upcall->upcall_pid)
                return false;
            upcall->upcall_pid = load32(payload);
            upcall->has_upcall_pid = true;
            break;
        }

        // The kernel may leave out the padding of the last attribute.
        size_t step = (whole + 3) & ~(size_t)3;
        if (step >= left)
            return true;
        at += step;
        left -= step;
    }
    return left == 0;
}

uint64_t consume_upcall(const struct upcall *upcall)
{
    uint64_t sum = upcall->dp_ifindex;
    sum = fold(sum, upcall->packet_length);
    sum = fold(sum, upcall->key_length);
    sum = fold(sum, upcall->mru);
    sum = fold(sum, upcall->len);
    sum = fold(sum, upcall->hash);
    return fold(sum, upcall->userdata_length);
}

// ---- Encoding ---------------------------------------------------------------

// Where the next byte goes. Copied in and out of inlined functions, so that it
// lives in registers.
struct writer {
    uint8_t *at;
    uint8_t *end;
};

static inline bool put_header(struct writer *w, uint16_t type, size_t count, size_t room)
{
    if ((size_t)(w->end - w->at) < room || count > UINT16_MAX - ATTRIBUTE_HEADER)
        return false;
    uint16_t whole = count + ATTRIBUTE_HEADER;
    memcpy(w->at, &whole, sizeof whole);
    memcpy(w->at + 2, &type, sizeof type);
    return true;
}

static inline bool put(struct writer *w, uint16_t type, const void *payload, size_t count)
{
    size_t room = (ATTRIBUTE_HEADER + count + 3) & ~(size_t)3;
    if (!put_header(w, type, count, room))
        return false;
    // Zero the word that holds the padding first; the payload then covers the
    // rest of it.
    if (count & 3)
        memset(w->at + room - 4, 0, 4);
    memcpy(w->at + ATTRIBUTE_HEADER, payload, count);
    w->at += room;
    return true;
}

static inline bool put_headers(struct writer *w, uint16_t family, uint16_t flags, uint32_t sequence, uint8_t command,
                               uint32_t dp_ifindex)
{
    if (w->end - w->at < ALL_HEADERS)
        return false;
    uint16_t type_flags[2] = { family, flags };
    uint32_t sequence_port[2] = { sequence, 0 };
    uint8_t generic[GENERIC_HEADER] = { command, 1, 0, 0 };
    memcpy(w->at + 4, type_flags, sizeof type_flags); // the length comes last
    memcpy(w->at + 8, sequence_port, sizeof sequence_port);
    memcpy(w->at + NETLINK_HEADER, generic, sizeof generic);
    memcpy(w->at + NETLINK_HEADER + GENERIC_HEADER, &dp_ifindex, sizeof dp_ifindex);
    w->at += ALL_HEADERS;
    return true;
}

static inline size_t finish(const struct writer *w, uint8_t *start)
{
    uint32_t length = w->at - start;
    memcpy(start, &length, sizeof length);
    return length;
}

size_t encode_execute(uint8_t *out, size_t capacity, const struct execute_input *input)
{
    struct writer w = { out, out + capacity };

    if (!put_headers(&w, input->family, REQUEST, input->sequence, EXECUTE, input->dp_ifindex) ||
        !put(&w, PACKET, input->packet, input->packet_length) ||
        !put(&w, KEY, input->key, input->key_length))
        return 0;

    // A container whose length is known once its content is written. It carries
    // no NLA_F_NESTED, like any attribute that the specification calls binary.
    uint8_t *container = w.at;
    if (!put_header(&w, ACTIONS, 0, ATTRIBUTE_HEADER))
        return 0;
    w.at += ATTRIBUTE_HEADER;
    if (!put(&w, OUTPUT, &input->output_port, sizeof input->output_port))
        return 0;
    uint16_t whole = w.at - container;
    memcpy(container, &whole, sizeof whole);

    if (input->has_mru && !put(&w, MRU, &input->mru, sizeof input->mru))
        return 0;
    if (input->has_hash && !put(&w, HASH, &input->hash, sizeof input->hash))
        return 0;
    return finish(&w, out);
}

size_t turnaround(const uint8_t *message, size_t size, uint8_t *out, size_t capacity,
                  uint32_t port, uint16_t family, uint32_t sequence)
{
    struct upcall upcall;

    if (!decode_upcall(message, size, &upcall) || !upcall.packet || !upcall.key)
        return 0;
    struct execute_input input = {
        .packet = upcall.packet,
        .key = upcall.key,
        .hash = upcall.hash,
        .packet_length = upcall.packet_length,
        .key_length = upcall.key_length,
        .sequence = sequence,
        .dp_ifindex = upcall.dp_ifindex,
        .output_port = port,
        .family = family,
        .mru = upcall.mru,
        .has_mru = upcall.has_mru,
        .has_hash = upcall.has_hash,
    };
    return encode_execute(out, capacity, &input);
}

// ---- Fixtures ---------------------------------------------------------------
// Not measured, so written for brevity.

// SplitMix64.
static uint64_t random64(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static bool put32(struct writer *w, uint16_t type, uint32_t value) { return put(w, type, &value, sizeof value); }

// The attributes the kernel puts into the key of an IPv4 packet, in its order.
static bool put_key(struct writer *w, const uint8_t *frame)
{
    static const uint8_t zero[16];
    const uint8_t *ip = frame + 14, *ports = frame + 34;
    uint8_t *container = w->at;
    uint8_t addresses[12], ipv4[12] = { [8] = ip[9], ip[1], ip[8], 0 };
    bool tcp = ip[9] == 6;

    memcpy(addresses, frame + 6, 6); // source first, unlike on the wire
    memcpy(addresses + 6, frame, 6);
    memcpy(ipv4, ip + 12, 8);
    bool fits = put(w, KEY, zero, 0) &&
                put32(w, 20, 0) &&          // recirc-id
                put32(w, 19, 0) &&          // dp-hash
                put32(w, 2, 0) &&           // priority
                put32(w, 3, 1) &&           // in-port
                put32(w, 15, 0) &&          // skb-mark
                put32(w, 22, 0) &&          // ct-state
                put(w, 23, zero, 2) &&      // ct-zone
                put32(w, 24, 0) &&          // ct-mark
                put(w, 25, zero, 16) &&     // ct-labels
                put(w, 4, addresses, 12) && // ethernet
                put(w, 6, frame + 12, 2) && // ethertype
                put(w, 7, ipv4, 12) &&      // ipv4
                put(w, tcp ? 9 : 10, ports, 4) &&
                (!tcp || put(w, 18, (const uint8_t[]){ frame[46] & 15, frame[47] }, 2)); // tcp-flags
    if (fits) {
        uint16_t whole = w->at - container;
        memcpy(container, &whole, sizeof whole);
    }
    return fits;
}

size_t make_upcall(uint8_t *out, size_t capacity, size_t packet_length, uint64_t seed)
{
    uint64_t state = seed, choice = random64(&state), hash = random64(&state) >> 32 | 3ull << 32;
    uint16_t mru = 1400 + (choice >> 16 & 63);
    uint64_t cookie = random64(&state);
    bool tcp = choice & 1, action = (choice >> 1 & 3) == 0;
    uint8_t frame[UINT16_MAX];
    struct writer w = { out, out + capacity };

    if (packet_length < 54 || packet_length > sizeof frame - ATTRIBUTE_HEADER)
        return 0;
    for (size_t i = 0; i < packet_length; i++)
        frame[i] = random64(&state);
    frame[0] = frame[6] = 2; // locally administered
    memcpy(frame + 12, (const uint8_t[]){ 0x08, 0x00, 0x45, 0x00 }, 4);
    frame[16] = (packet_length - 14) >> 8;
    frame[17] = packet_length - 14;
    memcpy(frame + 18, (const uint8_t[]){ 0, 0, 0, 0, 64, tcp ? 6 : 17 }, 6);

    if (!put_headers(&w, 0x26, 0, 0, action ? ACTION : MISS, 7 + (choice >> 24 & 3)) ||
        !put_key(&w, frame) ||
        (action && !put(&w, USERDATA, &cookie, sizeof cookie)) ||
        ((choice >> 3 & 7) == 0 && !put(&w, MRU, &mru, sizeof mru)) ||
        ((choice >> 6 & 7) == 0 && !put32(&w, LEN, packet_length + (choice >> 32 & 1023))) ||
        !put(&w, HASH, &hash, sizeof hash) ||
        !put(&w, PACKET, frame, packet_length))
        return 0;
    return finish(&w, out);
}
