// Encodes one OVS_PACKET_CMD_EXECUTE request with the structures and numbers of
// the kernel's headers, and prints it: a second opinion on the Swift encoder.
//
//   encode-execute [--nested] > encoded-execute.hex
//
// --nested sets NLA_F_NESTED on key and actions. The specification calls both
// "binary", for which an encoder does not set it; the kernel takes either form.

#include <arpa/inet.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <linux/openvswitch.h>
#include <stdio.h>
#include <string.h>

// Headers older than 6.17 stop at OVS_PACKET_ATTR_HASH.
#define UPCALL_PID (OVS_PACKET_ATTR_HASH + 1)

static unsigned char buffer[1024]; // all zero, so padding is
static unsigned int used;

// Appends bytes and moves on to the next multiple of four.
static void add(const void *bytes, unsigned int length)
{
    memcpy(buffer + used, bytes, length);
    used += NLMSG_ALIGN(length);
}

static void attribute(int type, const void *payload, unsigned int length)
{
    struct nlattr header = { .nla_len = NLA_HDRLEN + length, .nla_type = type };

    add(&header, sizeof header);
    add(payload, length);
}

// Starts an attribute that contains attributes, and returns where it starts.
static unsigned int begin(int type)
{
    unsigned int start = used;

    attribute(type, "", 0);
    return start;
}

// Everything since the start becomes the container's content.
static unsigned int end(unsigned int start)
{
    __u16 length = used - start;

    memcpy(buffer + start, &length, sizeof length);
    return length - NLA_HDRLEN;
}

int main(int argc, char **argv)
{
    const int nested = argc == 2 && !strcmp(argv[1], "--nested") ? NLA_F_NESTED : 0;
    const __u32 zero = 0, in_port = 1, out_port = 2, upcall_pid = 4321;
    const __u16 mru = 1400, ethertype = htons(0x0800);
    const __u64 hash = 0x10000beefULL;
    const struct ovs_key_ethernet ethernet = {
        .eth_src = { 2, 0, 0, 0, 0, 1 },
        .eth_dst = { 2, 0, 0, 0, 0, 2 },
    };
    const struct ovs_key_ipv4 ipv4 = {
        .ipv4_src = htonl(0x0a000001),
        .ipv4_dst = htonl(0x0a000002),
        .ipv4_proto = 17,
        .ipv4_ttl = 64,
    };
    const struct ovs_key_udp udp = { .udp_src = htons(4660), .udp_dst = htons(53) };
    struct nlmsghdr message = { .nlmsg_type = 0x1f, .nlmsg_flags = NLM_F_REQUEST, .nlmsg_seq = 7 };
    const struct genlmsghdr generic = { .cmd = OVS_PACKET_CMD_EXECUTE, .version = 1 };
    const struct ovs_header ovs = { .dp_ifindex = 6 };
    unsigned int container, key_length;
    // Ethernet, IPv4 and UDP headers that agree with the key; from offset 42 on
    // each byte is its own offset.
    unsigned char frame[60] = {
        2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0x08, 0x00,
        0x45, 0, 0, 46, 0, 1, 0, 0, 64, 17, 0x66, 0xbc, 10, 0, 0, 1, 10, 0, 0, 2,
        0x12, 0x34, 0, 53, 0, 26, 0, 0,
    };

    for (unsigned int i = 42; i < sizeof frame; i++)
        frame[i] = i;

    add(&message, sizeof message); // again below, when the length is known
    add(&generic, sizeof generic);
    add(&ovs, sizeof ovs);

    attribute(OVS_PACKET_ATTR_PACKET, frame, sizeof frame);

    container = begin(OVS_PACKET_ATTR_KEY | nested);
    attribute(OVS_KEY_ATTR_PRIORITY, &zero, sizeof zero);
    attribute(OVS_KEY_ATTR_IN_PORT, &in_port, sizeof in_port);
    attribute(OVS_KEY_ATTR_SKB_MARK, &zero, sizeof zero);
    attribute(OVS_KEY_ATTR_ETHERNET, &ethernet, sizeof ethernet);
    attribute(OVS_KEY_ATTR_ETHERTYPE, &ethertype, sizeof ethertype);
    attribute(OVS_KEY_ATTR_IPV4, &ipv4, sizeof ipv4);
    attribute(OVS_KEY_ATTR_UDP, &udp, sizeof udp);
    key_length = end(container);

    container = begin(OVS_PACKET_ATTR_ACTIONS | nested);
    attribute(OVS_ACTION_ATTR_OUTPUT, &out_port, sizeof out_port);
    end(container);

    attribute(OVS_PACKET_ATTR_PROBE, "", 0);
    attribute(OVS_PACKET_ATTR_MRU, &mru, sizeof mru);
    attribute(OVS_PACKET_ATTR_HASH, &hash, sizeof hash);
    attribute(UPCALL_PID, &upcall_pid, sizeof upcall_pid);
    message.nlmsg_len = used;
    memcpy(buffer, &message, sizeof message);

    printf("# OVS_PACKET_CMD_EXECUTE as encoded by encode-execute.c%s on a little-endian machine.\n#\n"
           "# nlmsghdr: len %u, type 0x1f, flags 0x1 (REQUEST), seq 7, pid 0\n"
           "# genlmsghdr: cmd 3, version 1, reserved 0\n"
           "# ovs_header: dp_ifindex 6\n"
           "# packet (1), 60 bytes: Ethernet 02:00:00:00:00:01 to 02:00:00:00:00:02, IPv4 10.0.0.1 to 10.0.0.2,\n"
           "#   UDP 4660 to 53 without checksum; then each byte is its offset in the frame (2a to 3b)\n"
           "# key (2), %u bytes: priority 0, in-port 1, skb-mark 0; ethernet, ethertype 0x0800, ipv4 and udp\n"
           "#   as in the packet\n"
           "# actions (3), 8 bytes: output 2\n"
           "# probe (8)\n"
           "# mru (9): 1400\n"
           "# hash (11): 0x10000beef\n"
           "# upcall-pid (12): 4321\n"
           "# %s\n",
           nested ? " --nested" : "", used, key_length,
           nested ? "key and actions carry NLA_F_NESTED (0x8000)." : "No attribute carries NLA_F_NESTED.");
    for (unsigned int i = 0; i < used; i++)
        printf("%02x%c", buffer[i], i % 16 == 15 || i + 1 == used ? '\n' : ' ');
    return 0;
}
