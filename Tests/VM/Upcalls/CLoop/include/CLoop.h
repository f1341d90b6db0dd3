#ifndef C_LOOP_H
#define C_LOOP_H

#include <stdint.h>

// A program in C that answers upcalls as the one in Swift does beside it, with
// nothing but system calls: frame in, upcall, execute, frame out.

// The kind of the frames (0x88b5, for experiments).
enum { FRAME_TYPE = 0x88b5, FRAME_HEADER = 14, LONGEST_FRAME = 1514 };

// Opens a socket for frames of this kind at a network device; receiving gives
// up after five seconds. Returns a descriptor, or an error number below zero.
int open_frame_socket(const char *device);

// Writes a frame: addresses, kind, number, and bytes that differ by number and
// place. `length` is at least 18.
void fill_frame(uint8_t *frame, uint32_t number, uint32_t length);

// Sends the frame of a number. Returns 0, or an error number below zero.
int send_frame(int descriptor, uint32_t number, uint32_t length);

// Receives the next frame. Returns 1 if every byte of it is that of the frame of
// a number, 0 if not, or an error number below zero.
int receive_frame(int descriptor, uint32_t number, uint32_t length);

struct loop {
    int upcalls;       // a netlink socket that receives upcalls and nothing else
    int requests;      // a netlink socket for requests
    int in;            // where frames are sent
    int out;           // where they arrive
    uint32_t port_id;  // of the socket for upcalls
    uint32_t datapath; // interface index of the local port
    uint32_t port;     // where the datapath sends the frames
    uint16_t family;   // number of the family ovs_packet
    uint32_t sequence; // of requests
};

// Opens the sockets and fills in the port id. Returns 0, or an error number
// below zero.
int open_loop(struct loop *loop, const char *in, const char *out);

void close_loop(struct loop *loop);

// Sends frames one after the other, each when the one before has arrived and
// every byte of it is right. Returns 0, or below zero an error number or the
// line of the source that says what was wrong, 10,000 lower.
int run_loop(struct loop *loop, uint32_t first, uint32_t count, uint32_t length);

#endif
