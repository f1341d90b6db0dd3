#include "CLoop.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/genetlink.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/openvswitch.h>
#include <net/if.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

// ---- Frames -----------------------------------------------------------------

int open_frame_socket(const char *device)
{
    int descriptor = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(FRAME_TYPE));
    if (descriptor < 0)
        return -errno;
    struct sockaddr_ll address = {
        .sll_family = AF_PACKET,
        .sll_protocol = htons(FRAME_TYPE),
        .sll_ifindex = if_nametoindex(device),
    };
    struct timeval limit = { .tv_sec = 5 };
    if (address.sll_ifindex == 0 || bind(descriptor, (struct sockaddr *)&address, sizeof address) < 0
        || setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) < 0) {
        int error = errno;
        close(descriptor);
        return -error;
    }
    return descriptor;
}

void fill_frame(uint8_t *frame, uint32_t number, uint32_t length)
{
    static const uint8_t header[FRAME_HEADER] = { 2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, FRAME_TYPE >> 8, FRAME_TYPE & 255 };
    memcpy(frame, header, sizeof header);
    memcpy(frame + FRAME_HEADER, &number, sizeof number);
    for (uint32_t i = FRAME_HEADER + sizeof number; i < length; i++)
        frame[i] = (uint8_t)(number + 31 * i);
}

int send_frame(int descriptor, uint32_t number, uint32_t length)
{
    uint8_t frame[LONGEST_FRAME];
    fill_frame(frame, number, length);
    return send(descriptor, frame, length, 0) < 0 ? -errno : 0;
}

int receive_frame(int descriptor, uint32_t number, uint32_t length)
{
    uint8_t expected[LONGEST_FRAME], arrived[LONGEST_FRAME];
    fill_frame(expected, number, length);
    ssize_t count = recv(descriptor, arrived, sizeof arrived, 0);
    return count < 0 ? -errno : count == length && memcmp(expected, arrived, length) == 0;
}

// ---- Netlink ----------------------------------------------------------------

static int open_netlink(void)
{
    int descriptor = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
    if (descriptor < 0)
        return -errno;
    struct sockaddr_nl address = { .nl_family = AF_NETLINK };
    int on = 1;
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) < 0
        || setsockopt(descriptor, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on) < 0
        || setsockopt(descriptor, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on) < 0) {
        int error = errno;
        close(descriptor);
        return -error;
    }
    return descriptor;
}

int open_loop(struct loop *loop, const char *in, const char *out)
{
    int *descriptors[] = { &loop->upcalls, &loop->requests, &loop->in, &loop->out };
    *loop = (struct loop){ .upcalls = -1, .requests = -1, .in = -1, .out = -1 };
    *descriptors[0] = open_netlink();
    *descriptors[1] = open_netlink();
    *descriptors[2] = open_frame_socket(in);
    *descriptors[3] = open_frame_socket(out);
    for (int i = 0; i < 4; i++)
        if (*descriptors[i] < 0)
            return *descriptors[i];
    struct sockaddr_nl address;
    socklen_t length = sizeof address;
    if (getsockname(loop->upcalls, (struct sockaddr *)&address, &length) < 0)
        return -errno;
    loop->port_id = address.nl_pid;
    return 0;
}

void close_loop(struct loop *loop)
{
    close(loop->upcalls);
    close(loop->requests);
    close(loop->in);
    close(loop->out);
}

// An attribute in a message.
struct payload {
    const uint8_t *bytes;
    uint16_t length;
};

static bool parse(struct payload *attributes, int count, const uint8_t *at, size_t left)
{
    memset(attributes, 0, count * sizeof *attributes);
    while (left >= NLA_HDRLEN) {
        struct nlattr header;
        memcpy(&header, at, sizeof header);
        if (header.nla_len < NLA_HDRLEN || header.nla_len > left)
            return false;
        int type = header.nla_type & NLA_TYPE_MASK;
        if (type < count)
            attributes[type] = (struct payload){ at + NLA_HDRLEN, header.nla_len - NLA_HDRLEN };
        size_t step = NLA_ALIGN(header.nla_len);
        if (step >= left)
            return true;
        at += step;
        left -= step;
    }
    return left == 0;
}

// What the key tells about a frame of this kind.
struct flow_key {
    uint32_t recirculation, hash, priority, port, mark, state, connection_mark;
    uint16_t zone, type;
    uint8_t labels[16];
    struct ovs_key_ethernet ethernet;
};

static bool read_field(void *field, size_t size, const struct payload *attribute)
{
    if (!attribute->bytes)
        return true;
    if (attribute->length != size)
        return false;
    memcpy(field, attribute->bytes, size);
    return true;
}

#define READ(field, number) read_field(&key->field, sizeof key->field, &attributes[number])

static bool read_key(struct flow_key *key, const struct payload *payload)
{
    struct payload attributes[OVS_KEY_ATTR_NSH + 1];
    memset(key, 0, sizeof *key);
    return parse(attributes, OVS_KEY_ATTR_NSH + 1, payload->bytes, payload->length)
        && READ(recirculation, OVS_KEY_ATTR_RECIRC_ID) && READ(hash, OVS_KEY_ATTR_DP_HASH)
        && READ(priority, OVS_KEY_ATTR_PRIORITY) && READ(port, OVS_KEY_ATTR_IN_PORT)
        && READ(mark, OVS_KEY_ATTR_SKB_MARK) && READ(state, OVS_KEY_ATTR_CT_STATE)
        && READ(zone, OVS_KEY_ATTR_CT_ZONE) && READ(connection_mark, OVS_KEY_ATTR_CT_MARK)
        && READ(labels, OVS_KEY_ATTR_CT_LABELS) && READ(ethernet, OVS_KEY_ATTR_ETHERNET)
        && READ(type, OVS_KEY_ATTR_ETHERTYPE);
}

static uint8_t *put(uint8_t *at, uint16_t type, const void *bytes, uint16_t length)
{
    struct nlattr header = { NLA_HDRLEN + length, type };
    memcpy(at, &header, sizeof header);
    memcpy(at + NLA_HDRLEN, bytes, length);
    size_t padding = NLA_ALIGN(length) - length;
    memset(at + NLA_HDRLEN + length, 0, padding);
    return at + NLA_HDRLEN + length + padding;
}

// ---- The loop ---------------------------------------------------------------

enum { HEADERS = NLMSG_HDRLEN + GENL_HDRLEN + sizeof(struct ovs_header) };

#define WRONG (-10000 - __LINE__)

// Executes a packet and waits for the acknowledgement.
static int execute(struct loop *loop, const struct payload *packet, const struct payload *key, const struct payload *hash)
{
    static uint8_t request[65536];
    uint8_t action[NLA_HDRLEN + 4];
    uint8_t *end = put(request + HEADERS, OVS_PACKET_ATTR_PACKET, packet->bytes, packet->length);
    end = put(end, OVS_PACKET_ATTR_KEY, key->bytes, key->length);
    put(action, OVS_ACTION_ATTR_OUTPUT, &loop->port, sizeof loop->port);
    end = put(end, OVS_PACKET_ATTR_ACTIONS, action, sizeof action);
    if (hash->bytes)
        end = put(end, OVS_PACKET_ATTR_HASH, hash->bytes, hash->length);
    struct nlmsghdr header = {
        .nlmsg_len = end - request,
        .nlmsg_type = loop->family,
        .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK,
        .nlmsg_seq = ++loop->sequence,
    };
    struct genlmsghdr generic = { .cmd = OVS_PACKET_CMD_EXECUTE, .version = OVS_PACKET_VERSION };
    struct ovs_header own = { .dp_ifindex = loop->datapath };
    memcpy(request, &header, sizeof header);
    memcpy(request + NLMSG_HDRLEN, &generic, sizeof generic);
    memcpy(request + NLMSG_HDRLEN + GENL_HDRLEN, &own, sizeof own);
    struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
    if (sendto(loop->requests, request, end - request, 0, (struct sockaddr *)&kernel, sizeof kernel) < 0)
        return -errno;

    static uint8_t answer[65536];
    ssize_t length = recv(loop->requests, answer, sizeof answer, 0);
    if (length < 0)
        return -errno;
    struct nlmsgerr error;
    memcpy(&header, answer, sizeof header);
    if (length < NLMSG_HDRLEN + (ssize_t)sizeof error || header.nlmsg_type != NLMSG_ERROR
        || header.nlmsg_seq != loop->sequence)
        return WRONG;
    memcpy(&error, answer + NLMSG_HDRLEN, sizeof error);
    return error.error;
}

// Receives an upcall and sends its packet on.
static int answer_upcall(struct loop *loop)
{
    static uint8_t message[1 << 17];
    ssize_t length = recv(loop->upcalls, message, sizeof message, 0);
    if (length < 0)
        return -errno;
    struct nlmsghdr header;
    if (length < HEADERS)
        return WRONG;
    memcpy(&header, message, sizeof header);
    struct payload attributes[OVS_PACKET_ATTR_MAX + 1];
    struct flow_key key;
    if (header.nlmsg_len > length || header.nlmsg_type != loop->family || message[NLMSG_HDRLEN] != OVS_PACKET_CMD_MISS
        || !parse(attributes, OVS_PACKET_ATTR_MAX + 1, message + HEADERS, header.nlmsg_len - HEADERS)
        || !attributes[OVS_PACKET_ATTR_PACKET].bytes || !attributes[OVS_PACKET_ATTR_KEY].bytes
        || !read_key(&key, &attributes[OVS_PACKET_ATTR_KEY]) || key.type != htons(FRAME_TYPE))
        return WRONG;
    return execute(loop, &attributes[OVS_PACKET_ATTR_PACKET], &attributes[OVS_PACKET_ATTR_KEY],
                   &attributes[OVS_PACKET_ATTR_HASH]);
}

int run_loop(struct loop *loop, uint32_t first, uint32_t count, uint32_t length)
{
    for (uint32_t number = first; number < first + count; number++) {
        int result = send_frame(loop->in, number, length);
        if (result < 0)
            return result;
        result = answer_upcall(loop);
        if (result < 0)
            return result;
        result = receive_frame(loop->out, number, length);
        if (result < 0)
            return result;
        if (result == 0)
            return WRONG;
    }
    return 0;
}
