// Provokes upcalls of a real Open vSwitch datapath and prints the messages.
//
// Runs as root on a kernel with openvswitch, veth and vxlan, in a network
// namespace it may fill (capture-upcalls.sh gives it a virtual machine):
//
//   peer-a ==veth== ovs-a [port 1, datapath dp0, port 2] ovs-b ==veth== peer-b
//                            [port 3: tun0, a vxlan device]
//
// Arguments: files of hex text, each with an EXECUTE request to try as it is,
// except for family number and datapath, which differ from kernel to kernel.
//
// Output: "==== NAME" starts the file NAME.hex, "note:" lines are facts learned
// on the way, "==== end" is the last line of a complete run.

#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <linux/genetlink.h>
#include <linux/if_link.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/openvswitch.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <unistd.h>

// Headers older than 6.17 stop at OVS_PACKET_ATTR_HASH.
enum { UPCALL_PID = OVS_PACKET_ATTR_HASH + 1 };

static void die(const char *what)
{
    fflush(stdout);
    fprintf(stderr, "capture-upcalls: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void note(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    printf("note: ");
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
}

// ---- Messages ---------------------------------------------------------------

struct message {
    uint8_t bytes[4096];
    size_t length;
};

static void append(struct message *m, const void *data, size_t length)
{
    if (m->length + length + 3 > sizeof m->bytes)
        die("message too long");
    memcpy(m->bytes + m->length, data, length);
    m->length += length;
    while (m->length % 4)
        m->bytes[m->length++] = 0;
}

static void put(struct message *m, uint16_t type, const void *data, size_t length)
{
    struct nlattr header = { .nla_len = NLA_HDRLEN + length, .nla_type = type };

    append(m, &header, sizeof header);
    append(m, data, length);
}

static void put_u32(struct message *m, uint16_t type, uint32_t value)
{
    put(m, type, &value, sizeof value);
}

static void put_string(struct message *m, uint16_t type, const char *text)
{
    put(m, type, text, strlen(text) + 1);
}

static size_t open_nest(struct message *m, uint16_t type)
{
    size_t start = m->length;

    put(m, type, "", 0);
    return start;
}

static void close_nest(struct message *m, size_t start)
{
    uint16_t length = m->length - start;

    memcpy(m->bytes + start, &length, sizeof length);
}

static void begin(struct message *m, uint16_t type, uint16_t flags)
{
    static uint32_t sequence;
    struct nlmsghdr header = {
        .nlmsg_type = type,
        .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags,
        .nlmsg_seq = ++sequence,
    };

    m->length = 0;
    append(m, &header, sizeof header);
}

static void begin_generic(struct message *m, uint16_t family, uint8_t command)
{
    struct genlmsghdr header = { .cmd = command, .version = 1 };

    begin(m, family, 0);
    append(m, &header, sizeof header);
}

static void begin_ovs(struct message *m, uint16_t family, uint8_t command, int datapath)
{
    struct ovs_header header = { .dp_ifindex = datapath };

    begin_generic(m, family, command);
    append(m, &header, sizeof header);
}

// Walks attributes; false at the end and at a malformed one.
static int next(const uint8_t **at, const uint8_t *end, struct nlattr *header, const uint8_t **payload)
{
    if (end - *at < NLA_HDRLEN)
        return 0;
    memcpy(header, *at, sizeof *header);
    if (header->nla_len < NLA_HDRLEN || header->nla_len > end - *at)
        return 0;
    *payload = *at + NLA_HDRLEN;
    *at = NLA_ALIGN(header->nla_len) < end - *at ? *at + NLA_ALIGN(header->nla_len) : end;
    return 1;
}

static size_t find(const uint8_t *at, const uint8_t *end, uint16_t type, const uint8_t **payload)
{
    struct nlattr header;

    while (next(&at, end, &header, payload))
        if ((header.nla_type & NLA_TYPE_MASK) == type)
            return header.nla_len - NLA_HDRLEN;
    *payload = NULL;
    return 0;
}

// ---- Sockets ----------------------------------------------------------------

static int open_netlink(int protocol)
{
    struct sockaddr_nl address = { .nl_family = AF_NETLINK };
    int one = 1, fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);

    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0)
        die("netlink socket");
    setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof one);
    return fd;
}

static uint32_t port_id(int fd)
{
    struct sockaddr_nl address;
    socklen_t length = sizeof address;

    if (getsockname(fd, (struct sockaddr *)&address, &length) < 0)
        die("getsockname");
    return address.nl_pid;
}

// One datagram, or false after a second of silence.
static int receive(int fd, struct message *m)
{
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    ssize_t length;

    if (poll(&wait, 1, 1000) != 1)
        return 0;
    length = recv(fd, m->bytes, sizeof m->bytes, 0);
    if (length < 0)
        die("recv");
    m->length = length;
    return 1;
}

// Sends a request and returns the kernel's verdict, 0 or a negative errno.
// A reply that comes before the verdict ends up in `reply`.
static int perform(int fd, struct message *request, struct message *reply)
{
    static struct message answer;
    uint32_t length = request->length;
    struct nlmsghdr header;

    memcpy(request->bytes, &length, sizeof length);
    if (send(fd, request->bytes, request->length, 0) < 0)
        die("send");
    while (receive(fd, &answer)) {
        memcpy(&header, answer.bytes, sizeof header);
        if (header.nlmsg_type == NLMSG_ERROR) {
            int error;

            memcpy(&error, answer.bytes + NLMSG_HDRLEN, sizeof error);
            return error;
        }
        if (reply)
            *reply = answer;
    }
    die("no answer");
    return -1;
}

static void must(int fd, struct message *request, const char *what)
{
    int error = perform(fd, request, NULL);

    if (error) {
        errno = -error;
        die(what);
    }
}

static uint16_t family(int fd, const char *name)
{
    static struct message request, reply;
    const uint8_t *payload;
    uint16_t id;

    begin_generic(&request, GENL_ID_CTRL, CTRL_CMD_GETFAMILY);
    put_string(&request, CTRL_ATTR_FAMILY_NAME, name);
    if (perform(fd, &request, &reply) ||
        find(reply.bytes + NLMSG_HDRLEN + GENL_HDRLEN, reply.bytes + reply.length, CTRL_ATTR_FAMILY_ID, &payload) != 2)
        die(name);
    memcpy(&id, payload, sizeof id);
    return id;
}

// ---- Devices ----------------------------------------------------------------

static void begin_link(struct message *m, const char *name)
{
    struct ifinfomsg header = { 0 };

    begin(m, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
    append(m, &header, sizeof header);
    put_string(m, IFLA_IFNAME, name);
}

// Not part of creation: one end of a veth pair cannot be up before it has the other.
static void set_up(int route, const char *name)
{
    static struct message m;
    struct ifinfomsg header = { .ifi_index = if_nametoindex(name), .ifi_flags = IFF_UP, .ifi_change = IFF_UP };

    begin(&m, RTM_NEWLINK, 0);
    append(&m, &header, sizeof header);
    must(route, &m, name);
}

static void add_veth(int route, const char *name, const char *peer)
{
    static struct message m;
    struct ifinfomsg header = { 0 };
    size_t info, data, other;

    begin_link(&m, name);
    info = open_nest(&m, IFLA_LINKINFO);
    put_string(&m, IFLA_INFO_KIND, "veth");
    data = open_nest(&m, IFLA_INFO_DATA);
    other = open_nest(&m, VETH_INFO_PEER);
    append(&m, &header, sizeof header);
    put_string(&m, IFLA_IFNAME, peer);
    // With two queues to choose from, sending computes the packet's hash.
    // With one, upcalls would only ever show the hash 0.
    put_u32(&m, IFLA_NUM_TX_QUEUES, 2);
    close_nest(&m, other);
    close_nest(&m, data);
    close_nest(&m, info);
    must(route, &m, "veth");
    set_up(route, name);
    set_up(route, peer);
}

// A vxlan device that takes its tunnel from each packet, as datapaths want it.
static void add_vxlan(int route, const char *name)
{
    static struct message m;
    size_t info, data;
    uint8_t yes = 1;
    uint16_t port = htons(4789);

    begin_link(&m, name);
    info = open_nest(&m, IFLA_LINKINFO);
    put_string(&m, IFLA_INFO_KIND, "vxlan");
    data = open_nest(&m, IFLA_INFO_DATA);
    put(&m, IFLA_VXLAN_COLLECT_METADATA, &yes, sizeof yes);
    put(&m, IFLA_VXLAN_PORT, &port, sizeof port);
    close_nest(&m, data);
    close_nest(&m, info);
    must(route, &m, "vxlan");
    set_up(route, name);
}

static void add_address(int route, const char *device, const char *text)
{
    static struct message m;
    struct ifaddrmsg header = { .ifa_family = AF_INET, .ifa_prefixlen = 24, .ifa_index = if_nametoindex(device) };
    struct in_addr address;

    inet_pton(AF_INET, text, &address);
    begin(&m, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL);
    append(&m, &header, sizeof header);
    put(&m, IFA_LOCAL, &address, sizeof address);
    must(route, &m, "address");
}

static int open_packet(const char *device)
{
    struct sockaddr_ll address = {
        .sll_family = AF_PACKET,
        .sll_protocol = htons(ETH_P_ALL),
        .sll_ifindex = if_nametoindex(device),
    };
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETH_P_ALL));

    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0)
        die("packet socket");
    return fd;
}

static void add_port(int fd, uint16_t vport, int datapath, uint32_t number, const char *device, uint32_t upcalls)
{
    static struct message m;

    begin_ovs(&m, vport, OVS_VPORT_CMD_NEW, datapath);
    put_string(&m, OVS_VPORT_ATTR_NAME, device);
    put_u32(&m, OVS_VPORT_ATTR_TYPE, OVS_VPORT_TYPE_NETDEV);
    put_u32(&m, OVS_VPORT_ATTR_PORT_NO, number);
    put_u32(&m, OVS_VPORT_ATTR_UPCALL_PID, upcalls);
    must(fd, &m, "vport");
}

// ---- Frames -----------------------------------------------------------------

static uint16_t checksum(const uint8_t *bytes, size_t length)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < length; i += 2)
        sum += bytes[i] << 8 | bytes[i + 1];
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return ~sum;
}

static void hexadecimal(uint8_t *to, const char *text)
{
    for (unsigned value; sscanf(text, "%2x", &value) == 1; text += 2)
        *to++ = value;
}

// 60 bytes: 10.0.0.1 to 10.0.0.2, UDP 4660 to 53, no UDP checksum.
static size_t udp_frame(uint8_t *frame)
{
    uint16_t sum;

    hexadecimal(frame, "02000000000202000000000108004500002e00010000401100000a0000010a00000212340035001a0000");
    sum = htons(checksum(frame + 14, 20));
    memcpy(frame + 24, &sum, sizeof sum);
    for (size_t i = 42; i < 60; i++)
        frame[i] = i;
    return 60;
}

// 101 bytes: VLAN 291 with priority 5, 192.168.1.10 to 192.168.1.20, TCP 40000
// to 80, flags PSH and ACK. The TCP checksum is left zero: nothing here looks.
static size_t vlan_frame(uint8_t *frame)
{
    uint16_t sum;

    hexadecimal(frame, "0200000000020200000000018100a1230800"
                       "45080053abcd4000400600"
                       "00c0a8010ac0a80114"
                       "9c40005001020304050607085018fff000000000");
    sum = htons(checksum(frame + 18, 20));
    memcpy(frame + 28, &sum, sizeof sum);
    for (size_t i = 58; i < 101; i++)
        frame[i] = i;
    return 101;
}

// ---- Listing ----------------------------------------------------------------

struct name {
    uint16_t set, type;
    const char *text;
    uint16_t inner; // set of what is inside, 0 for plain bytes
};

enum { PACKET = 1, KEY, ACTION, TUNNEL, USERSPACE };

static const struct name names[] = {
    { PACKET, OVS_PACKET_ATTR_PACKET, "packet", 0 },
    { PACKET, OVS_PACKET_ATTR_KEY, "key", KEY },
    { PACKET, OVS_PACKET_ATTR_ACTIONS, "actions", ACTION },
    { PACKET, OVS_PACKET_ATTR_USERDATA, "userdata", 0 },
    { PACKET, OVS_PACKET_ATTR_EGRESS_TUN_KEY, "egress-tun-key", TUNNEL },
    { PACKET, OVS_PACKET_ATTR_PROBE, "probe", 0 },
    { PACKET, OVS_PACKET_ATTR_MRU, "mru", 0 },
    { PACKET, OVS_PACKET_ATTR_LEN, "len", 0 },
    { PACKET, OVS_PACKET_ATTR_HASH, "hash", 0 },
    { PACKET, UPCALL_PID, "upcall-pid", 0 },
    { KEY, OVS_KEY_ATTR_ENCAP, "encap", KEY },
    { KEY, OVS_KEY_ATTR_PRIORITY, "priority", 0 },
    { KEY, OVS_KEY_ATTR_IN_PORT, "in-port", 0 },
    { KEY, OVS_KEY_ATTR_ETHERNET, "ethernet", 0 },
    { KEY, OVS_KEY_ATTR_VLAN, "vlan", 0 },
    { KEY, OVS_KEY_ATTR_ETHERTYPE, "ethertype", 0 },
    { KEY, OVS_KEY_ATTR_IPV4, "ipv4", 0 },
    { KEY, OVS_KEY_ATTR_TCP, "tcp", 0 },
    { KEY, OVS_KEY_ATTR_UDP, "udp", 0 },
    { KEY, OVS_KEY_ATTR_SKB_MARK, "skb-mark", 0 },
    { KEY, OVS_KEY_ATTR_TUNNEL, "tunnel", TUNNEL },
    { KEY, OVS_KEY_ATTR_TCP_FLAGS, "tcp-flags", 0 },
    { KEY, OVS_KEY_ATTR_DP_HASH, "dp-hash", 0 },
    { KEY, OVS_KEY_ATTR_RECIRC_ID, "recirc-id", 0 },
    { KEY, OVS_KEY_ATTR_CT_STATE, "ct-state", 0 },
    { KEY, OVS_KEY_ATTR_CT_ZONE, "ct-zone", 0 },
    { KEY, OVS_KEY_ATTR_CT_MARK, "ct-mark", 0 },
    { KEY, OVS_KEY_ATTR_CT_LABELS, "ct-labels", 0 },
    { ACTION, OVS_ACTION_ATTR_OUTPUT, "output", 0 },
    { ACTION, OVS_ACTION_ATTR_USERSPACE, "userspace", USERSPACE },
    { ACTION, OVS_ACTION_ATTR_SET, "set", KEY },
    { ACTION, OVS_ACTION_ATTR_TRUNC, "trunc", 0 },
    { TUNNEL, OVS_TUNNEL_KEY_ATTR_ID, "id", 0 },
    { TUNNEL, OVS_TUNNEL_KEY_ATTR_IPV4_SRC, "ipv4-src", 0 },
    { TUNNEL, OVS_TUNNEL_KEY_ATTR_IPV4_DST, "ipv4-dst", 0 },
    { TUNNEL, OVS_TUNNEL_KEY_ATTR_TOS, "tos", 0 },
    { TUNNEL, OVS_TUNNEL_KEY_ATTR_TTL, "ttl", 0 },
    { TUNNEL, OVS_TUNNEL_KEY_ATTR_DONT_FRAGMENT, "dont-fragment", 0 },
    { TUNNEL, OVS_TUNNEL_KEY_ATTR_CSUM, "csum", 0 },
    { TUNNEL, OVS_TUNNEL_KEY_ATTR_TP_SRC, "tp-src", 0 },
    { TUNNEL, OVS_TUNNEL_KEY_ATTR_TP_DST, "tp-dst", 0 },
    { USERSPACE, OVS_USERSPACE_ATTR_PID, "pid", 0 },
    { USERSPACE, OVS_USERSPACE_ATTR_USERDATA, "userdata", 0 },
    { USERSPACE, OVS_USERSPACE_ATTR_EGRESS_TUN_PORT, "egress-tun-port", 0 },
    { USERSPACE, OVS_USERSPACE_ATTR_ACTIONS, "actions", 0 },
};

static void list(const uint8_t *at, const uint8_t *end, uint16_t set, int depth)
{
    struct nlattr header;
    const uint8_t *payload;

    while (next(&at, end, &header, &payload)) {
        const struct name *name = NULL;
        size_t length = header.nla_len - NLA_HDRLEN;
        uint16_t type = header.nla_type & NLA_TYPE_MASK;

        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (names[i].set == set && names[i].type == type)
                name = &names[i];
        printf("# %*s%s (%u%s), %zu bytes", depth * 2, "", name ? name->text : "?", type,
               header.nla_type & NLA_F_NESTED ? ", nested flag" : "", length);
        if (name && name->inner) {
            printf("\n");
            list(payload, payload + length, name->inner, depth + 1);
            continue;
        }
        printf("%s", length ? ": " : "");
        for (size_t i = 0; i < length; i++)
            printf("%02x", payload[i]);
        printf("\n");
    }
}

static void print_file(const char *name, const char *what, const struct message *m)
{
    struct utsname system;
    struct nlmsghdr header;
    struct genlmsghdr generic;
    struct ovs_header ovs;

    memcpy(&header, m->bytes, sizeof header);
    memcpy(&generic, m->bytes + NLMSG_HDRLEN, sizeof generic);
    memcpy(&ovs, m->bytes + NLMSG_HDRLEN + GENL_HDRLEN, sizeof ovs);
    uname(&system);
    printf("==== %s\n# %s\n#\n", name, what);
    printf("# Captured on Linux %s, %s, by capture-upcalls.c, run by ./capture-upcalls.sh.\n", system.release,
           system.machine);
    printf("# Payloads below are bytes in the order of the wire.\n#\n");
    printf("# nlmsghdr: len %u, type 0x%x, flags 0x%x, seq %u, pid %u\n", header.nlmsg_len, header.nlmsg_type,
           header.nlmsg_flags, header.nlmsg_seq, header.nlmsg_pid);
    printf("# genlmsghdr: cmd %u, version %u, reserved %u\n", generic.cmd, generic.version, generic.reserved);
    printf("# ovs_header: dp_ifindex %d\n", ovs.dp_ifindex);
    list(m->bytes + 24, m->bytes + m->length, PACKET, 0);
    for (size_t i = 0; i < m->length; i++)
        printf("%02x%c", m->bytes[i], i % 16 == 15 || i + 1 == m->length ? '\n' : ' ');
}

// ---- The story --------------------------------------------------------------

static void attributes(const struct message *m, const uint8_t **at, const uint8_t **end)
{
    *at = m->bytes + NLMSG_HDRLEN + GENL_HDRLEN + sizeof(struct ovs_header);
    *end = m->bytes + m->length;
}

static void copy_attribute(struct message *to, const struct message *from, uint16_t type, uint16_t flag)
{
    const uint8_t *at, *end, *payload;
    size_t length;

    attributes(from, &at, &end);
    length = find(at, end, type, &payload);
    if (payload)
        put(to, type | flag, payload, length);
}

static void upcall(int fd, struct message *m, uint8_t command)
{
    if (!receive(fd, m) || m->bytes[NLMSG_HDRLEN] != command)
        die("expected upcall did not come");
}

// True if exactly this frame arrives.
static int arrives(int fd, const uint8_t *frame, size_t length)
{
    static struct message m;

    while (receive(fd, &m))
        if (m.length == length && !memcmp(m.bytes, frame, length))
            return 1;
    return 0;
}

static void put_output(struct message *m, uint16_t flag, uint32_t port)
{
    size_t actions = open_nest(m, OVS_PACKET_ATTR_ACTIONS | flag);

    put_u32(m, OVS_ACTION_ATTR_OUTPUT, port);
    close_nest(m, actions);
}

// set(tunnel), then trunc(61), then userspace with every option it has.
static void put_userspace(struct message *m, uint32_t upcalls, uint32_t tunnel_port)
{
    static const char cookie[] = "hello, user";
    struct ovs_action_trunc limit = { .max_len = 61 };
    uint64_t id = htobe64(0x123456);
    struct in_addr to;
    uint8_t ttl = 64, tos = 8;
    size_t actions = open_nest(m, OVS_PACKET_ATTR_ACTIONS), set, tunnel, userspace;

    inet_pton(AF_INET, "192.0.2.2", &to);
    set = open_nest(m, OVS_ACTION_ATTR_SET);
    tunnel = open_nest(m, OVS_KEY_ATTR_TUNNEL);
    put(m, OVS_TUNNEL_KEY_ATTR_ID, &id, sizeof id);
    put(m, OVS_TUNNEL_KEY_ATTR_IPV4_DST, &to, sizeof to);
    put(m, OVS_TUNNEL_KEY_ATTR_TOS, &tos, sizeof tos);
    put(m, OVS_TUNNEL_KEY_ATTR_TTL, &ttl, sizeof ttl);
    put(m, OVS_TUNNEL_KEY_ATTR_DONT_FRAGMENT, "", 0);
    close_nest(m, tunnel);
    close_nest(m, set);
    put(m, OVS_ACTION_ATTR_TRUNC, &limit, sizeof limit);
    userspace = open_nest(m, OVS_ACTION_ATTR_USERSPACE);
    put_u32(m, OVS_USERSPACE_ATTR_PID, upcalls);
    put(m, OVS_USERSPACE_ATTR_USERDATA, cookie, sizeof cookie - 1);
    put_u32(m, OVS_USERSPACE_ATTR_EGRESS_TUN_PORT, tunnel_port);
    put(m, OVS_USERSPACE_ATTR_ACTIONS, "", 0);
    close_nest(m, userspace);
    close_nest(m, actions);
}

// Sends an EXECUTE that is stored as hex text, with this system's numbers.
static void try_stored(int fd, const char *path, uint16_t packet, int datapath, int sink)
{
    static struct message m;
    char line[256];
    const uint8_t *at, *end, *frame;
    size_t length;
    int error;
    uint16_t flags = NLM_F_REQUEST | NLM_F_ACK;
    FILE *file = fopen(path, "r");

    if (!file)
        die(path);
    m.length = 0;
    while (fgets(line, sizeof line, file)) {
        unsigned value;
        int used;

        for (char *text = line; *line != '#' && sscanf(text, "%2x%n", &value, &used) == 1; text += used)
            m.bytes[m.length++] = value;
    }
    fclose(file);
    memcpy(m.bytes + 4, &packet, sizeof packet);
    memcpy(m.bytes + 6, &flags, sizeof flags);
    memcpy(m.bytes + 20, &datapath, sizeof datapath);
    attributes(&m, &at, &end);
    length = find(at, end, OVS_PACKET_ATTR_PACKET, &frame);
    error = perform(fd, &m, NULL);
    note("%s: verdict %d, frame %s on port 2", path, error,
         arrives(sink, frame, length) ? "arrives" : "does not arrive");
}

int main(int argc, char **argv)
{
    static struct message m, miss, action, request;
    static const uint16_t nested_flags[][2] = {
        { 0, 0 }, { NLA_F_NESTED, 0 }, { 0, NLA_F_NESTED }, { NLA_F_NESTED, NLA_F_NESTED },
    };
    uint8_t frame[128];
    size_t length;
    uint16_t mru = 1400;
    uint64_t hash = 0x30000beefULL;
    // The first socket of a protocol has the process id as its port id, which
    // hardly changes between captures. Those of later sockets are random.
    int upcalls = open_netlink(NETLINK_GENERIC), requests = open_netlink(NETLINK_GENERIC),
        route = open_netlink(NETLINK_ROUTE);
    uint16_t datapath = family(requests, OVS_DATAPATH_FAMILY), vport = family(requests, OVS_VPORT_FAMILY),
             packet = family(requests, OVS_PACKET_FAMILY);
    uint32_t me = port_id(upcalls);
    int dp, source, sink, error;

    add_veth(route, "ovs-a", "peer-a");
    add_veth(route, "ovs-b", "peer-b");
    add_vxlan(route, "tun0");
    add_address(route, "peer-b", "192.0.2.1"); // the tunnel needs a route

    begin_ovs(&m, datapath, OVS_DP_CMD_NEW, 0);
    put_string(&m, OVS_DP_ATTR_NAME, "dp0");
    put_u32(&m, OVS_DP_ATTR_UPCALL_PID, me);
    must(requests, &m, "datapath");
    dp = if_nametoindex("dp0");
    add_port(requests, vport, dp, 1, "ovs-a", me);
    add_port(requests, vport, dp, 2, "ovs-b", me);
    add_port(requests, vport, dp, 3, "tun0", me);
    source = open_packet("peer-a");
    sink = open_packet("peer-b");

    // A frame without a flow, and the answer to its upcall.
    length = udp_frame(frame);
    if (write(source, frame, length) != (ssize_t)length)
        die("frame");
    upcall(upcalls, &miss, OVS_PACKET_CMD_MISS);
    for (size_t i = 0; i < 4; i++) {
        begin_ovs(&request, packet, OVS_PACKET_CMD_EXECUTE, dp);
        copy_attribute(&request, &miss, OVS_PACKET_ATTR_PACKET, 0);
        copy_attribute(&request, &miss, OVS_PACKET_ATTR_KEY, nested_flags[i][0]);
        put_output(&request, nested_flags[i][1], 2);
        copy_attribute(&request, &miss, OVS_PACKET_ATTR_HASH, 0);
        error = perform(requests, &request, NULL);
        note("execute, nested flag on key %s, on actions %s: verdict %d, frame %s", nested_flags[i][0] ? "yes" : "no",
             nested_flags[i][1] ? "yes" : "no", error, arrives(sink, frame, length) ? "arrives" : "does not arrive");
        if (i == 0)
            m = request;
    }
    print_file("miss-upcall",
               "OVS_PACKET_CMD_MISS: a 60-byte UDP frame entered port 1 and matched no flow.\n"
               "# The hash depends on a secret of each boot.", &miss);
    print_file("execute", "OVS_PACKET_CMD_EXECUTE: the answer to miss-upcall.hex, output to port 2. The kernel\n"
                          "# acknowledged it with 0 and the frame left through port 2.", &m);

    // What is mandatory, and whether order matters.
    for (uint16_t missing = OVS_PACKET_ATTR_PACKET; missing <= OVS_PACKET_ATTR_ACTIONS; missing++) {
        begin_ovs(&m, packet, OVS_PACKET_CMD_EXECUTE, dp);
        if (missing != OVS_PACKET_ATTR_PACKET)
            copy_attribute(&m, &miss, OVS_PACKET_ATTR_PACKET, 0);
        if (missing != OVS_PACKET_ATTR_KEY)
            copy_attribute(&m, &miss, OVS_PACKET_ATTR_KEY, 0);
        if (missing != OVS_PACKET_ATTR_ACTIONS)
            put_output(&m, 0, 2);
        note("execute without attribute %u: verdict %d", missing, perform(requests, &m, NULL));
    }
    begin_ovs(&m, packet, OVS_PACKET_CMD_EXECUTE, dp);
    put_u32(&m, UPCALL_PID, me);
    put_output(&m, 0, 2);
    copy_attribute(&m, &miss, OVS_PACKET_ATTR_KEY, 0);
    copy_attribute(&m, &miss, OVS_PACKET_ATTR_PACKET, 0);
    error = perform(requests, &m, NULL);
    note("execute in reverse order with upcall-pid: verdict %d, frame %s", error,
         arrives(sink, frame, length) ? "arrives" : "does not arrive");
    for (int i = 1; i < argc; i++)
        try_stored(requests, argv[i], packet, dp, sink);

    // A frame that is executed into every option of the userspace action.
    length = vlan_frame(frame);
    if (write(source, frame, length) != (ssize_t)length)
        die("frame");
    upcall(upcalls, &miss, OVS_PACKET_CMD_MISS);
    begin_ovs(&request, packet, OVS_PACKET_CMD_EXECUTE, dp);
    copy_attribute(&request, &miss, OVS_PACKET_ATTR_PACKET, 0);
    copy_attribute(&request, &miss, OVS_PACKET_ATTR_KEY, 0);
    put_userspace(&request, me, 3);
    put(&request, OVS_PACKET_ATTR_MRU, &mru, sizeof mru);
    put(&request, OVS_PACKET_ATTR_HASH, &hash, sizeof hash);
    must(requests, &request, "execute with userspace action");
    upcall(upcalls, &action, OVS_PACKET_CMD_ACTION);
    print_file("action-upcall",
               "OVS_PACKET_CMD_ACTION: an execute ran set(tunnel), trunc(61) and userspace(pid, userdata,\n"
               "# egress-tun-port, actions) on a 101-byte TCP frame with a VLAN tag, giving mru and hash.", &action);

    // The same frame from a datapath that has been told to omit the padding at
    // the end of a message, as the Open vSwitch daemon tells it.
    begin_ovs(&m, datapath, OVS_DP_CMD_SET, dp);
    put_u32(&m, OVS_DP_ATTR_USER_FEATURES, OVS_DP_F_UNALIGNED);
    must(requests, &m, "datapath features");
    if (write(source, frame, length) != (ssize_t)length)
        die("frame");
    upcall(upcalls, &miss, OVS_PACKET_CMD_MISS);
    print_file("miss-upcall-unaligned",
               "OVS_PACKET_CMD_MISS: a 101-byte TCP frame with a VLAN tag entered port 1 of a datapath with\n"
               "# OVS_DP_F_UNALIGNED and matched no flow: the last attribute ends the message without padding.\n"
               "# The hash depends on a secret of each boot.", &miss);
    printf("==== end\n");
    return 0;
}
