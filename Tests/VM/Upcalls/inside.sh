#!/bin/sh
# Runs in the machine that upcalls.sh boots.
#
#   left: eth0 ==veth== to-left [port 1, datapath dp0, port 2] to-right ==veth== eth0 :right
#
# The two network namespaces reach each other through the datapath alone, which the learning switch controls.
failed=0

check() { # subject, command...
    subject=$1
    shift
    if "$@" >/tmp/output 2>&1; then
        echo "ok      $subject"
    else
        echo "FAILED  $subject: $*"
        cat /tmp/output
        failed=1
    fi
}

side() { # name, number
    /sbin/ip netns add $1
    /sbin/ip link add to-$1 type veth peer name eth0 netns $1
    # Nobody here routes: fewer packets that nobody asked for.
    /sbin/ip netns exec $1 sh -c 'echo 0 >/proc/sys/net/ipv6/conf/eth0/router_solicitations'
    echo 1 >/proc/sys/net/ipv6/conf/to-$1/disable_ipv6
    /sbin/ip -n $1 address add 10.0.0.$2/24 dev eth0
    /sbin/ip -n $1 address add fd00::$2/64 dev eth0 nodad
    /sbin/ip -n $1 link set eth0 up
    /sbin/ip link set to-$1 up
}

start() { # options of the switch...
    /ovs-learning-switch "$@" dp0 to-left to-right >/tmp/switch 2>&1 &
    switch=$!
    for attempt in 1 2 3 4 5 6 7 8 9 10; do
        ! grep -q ready /tmp/switch || return 0
        sleep 1
    done
    return 1
}

reach() { # subject, ping's arguments...
    subject=$1
    shift
    check "$subject" /sbin/ip netns exec left /sbin/ping -q -W 2 "$@"
    grep 'packets transmitted' /tmp/output | sed 's/^/        /'
}

pings() { # subject
    reach "IPv4 pings $1" -c 5 -i 0.2 10.0.0.2
    reach "IPv6 pings $1" -c 5 -i 0.2 fd00::2
    reach "IPv4 pings of 3,000 bytes $1" -c 5 -i 0.2 -s 3000 10.0.0.2
    reach "IPv6 pings of 3,000 bytes $1" -c 5 -i 0.2 -s 3000 fd00::2
}

# Sets the numbers of packets with a flow and without, and of upcalls that the switch tells of.
measure() {
    set -- $(/upcall-checks count dp0)
    hits=$1 misses=$2 lost=$3
    upcalls=$(grep -c '^upcall ' /tmp/switch)
}

quiet() {
    measure
    before="$hits hits, $misses misses, $lost lost, $upcalls upcalls"
    hits_before=$hits misses_before=$misses
    reach 'pings that have flows' -c 50 -i 0.02 10.0.0.2
    measure
    echo "        $before before, $hits hits, $misses misses, $lost lost, $upcalls upcalls after"
    check 'they count as hits' [ $((hits - hits_before)) -ge 100 ]
    check 'they cause no upcalls' [ "$misses" = "$misses_before" ]
    check 'no upcall is lost' [ "$lost" = 0 ]
    check 'each miss was an upcall' [ "$misses" = "$upcalls" ]
}

arrives() { # address
    # The applet wget would look up the port in libraries that are not here.
    printf 'GET /data HTTP/1.0\r\n\r\n' | /sbin/ip netns exec left timeout 20 nc "$1" 80 | tail -c 1024000 >/tmp/fetched
    cmp /tmp/served/data /tmp/fetched
}

is_refused() { # address
    ! /sbin/ip netns exec left timeout 20 nc "$1" 81 </dev/null 2>/tmp/refusal && grep refused /tmp/refusal
}

connections() {
    mkdir /tmp/served
    dd if=/dev/urandom of=/tmp/served/data bs=1k count=1000 2>/dev/null
    /sbin/ip netns exec right httpd -h /tmp/served
    for address in 10.0.0.2 fd00::2; do
        check "1,024,000 bytes come from $address by TCP, each is right" arrives $address
        check "a connection to another port of $address is refused" is_refused $address
    done
}

# Gives the upcalls to another program.
replace() { # program, arguments...
    kill $switch
    wait $switch 2>/dev/null
    /sbin/ovs-dpctl del-flows dp0
    "$@" >/tmp/switch 2>&1 &
    switch=$!
    sleep 1
}

monitor() {
    replace /ovs-upcall-monitor dp0 1 2
    /sbin/ip netns exec left /sbin/ip neighbour flush dev eth0
    reach 'pings through the monitor' -c 2 -i 0.2 10.0.0.2
    cat /tmp/switch
    check 'the monitor prints each packet' [ "$(grep -c ' miss ' /tmp/switch)" -ge 4 ]
}

fragments() {
    replace /upcall-checks fragments dp0
    reach 'packets that the kernel has put together leave as fragments' -c 2 -i 0.2 -s 3000 10.0.0.2
    check 'they come up whole, with the size of fragments' \
        [ "$(grep -c 'assembled 3042 bytes, largest fragment 1500' /tmp/switch)" = 4 ]
    head -n 1 /tmp/switch
    replace /upcall-checks no-mru dp0
    /sbin/ip netns exec left /sbin/ping -q -W 1 -c 2 -i 0.2 -s 3000 10.0.0.2 >/tmp/pings
    check 'without that size they come up' [ "$(grep -c '^assembled 3042 ' /tmp/switch)" = 2 ]
    check 'and are lost' grep ' 0 received' /tmp/pings
}

/sbin/ip link add pair-a type veth peer name pair-b
for device in pair-a pair-b; do
    echo 1 >/proc/sys/net/ipv6/conf/$device/disable_ipv6
    /sbin/ip link set $device up
done
/upcall-checks upcalls pair-a pair-b || failed=1
/upcall-checks errors || failed=1
/upcall-checks follow pair-a || failed=1
echo 0 >/proc/sys/net/core/message_cost # all complaints of the kernel go to its log
/upcall-checks attributes || failed=1
/sbin/ip link delete pair-a
for number in 0 1; do
    for way in in out; do
        /sbin/ip link add $way$number type veth peer name $way$number-port
        for device in $way$number $way$number-port; do
            echo 1 >/proc/sys/net/ipv6/conf/$device/disable_ipv6
            /sbin/ip link set $device up
        done
    done
done
/upcall-checks round-trips 100000 || failed=1
/upcall-checks flood 20000 || failed=1
/upcall-checks time || failed=1

printf '\nlearning switch\n'
side left 1
side right 2
check 'the switch starts' start
pings 'through the switch'
sleep 3 # multicast listener reports
quiet
connections
sleep 2 # an age that is not nearly zero
/upcall-checks dump dp0 || failed=1
printf '\nwhat the switch printed\n'
cat /tmp/switch
printf '\nmonitor\n'
monitor
printf '\nfragments\n'
fragments

printf '\nlearning switch, dispatch per vport\n'
kill $switch
check 'the switch starts anew' start --per-vport
pings 'through the switch'
side third 3
check 'ovs-dpctl adds a port' /sbin/ovs-dpctl add-if dp0 to-third
check 'pings come through it too' /sbin/ip netns exec third /sbin/ping -q -W 2 -c 5 -i 0.5 10.0.0.2
check 'the switch has met it' grep '^port 3 ' /tmp/switch
kill $switch
grep '^datapath' /tmp/switch

[ $failed = 0 ] && printf '\n==== all ok\n' || printf '\n==== FAILED\n'
exit $failed
