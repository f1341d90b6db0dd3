#!/bin/sh
# Rewrites the .hex files beside this script: compiles the two C programs, boots
# a Debian kernel with Open vSwitch under emulation, captures upcalls in it and
# has the kernel judge encoded-execute.hex.
#
# Needs: a Debian with fresh package lists (apt-get update), gcc, and the packages
#   libc6-dev linux-libc-dev qemu-system-x86 kmod cpio xz-utils
# No root, no KVM, no disk image. Takes under a minute; ./capture-upcalls.sh -v
# also shows everything the machine prints.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for tool in qemu-system-x86_64 cpio xz gcc; do
    command -v "$tool" >/dev/null && continue
    echo "capture-upcalls: $tool is missing, see the head of this script" >&2
    exit 1
done
PATH=$PATH:/sbin:/usr/sbin # depmod and modprobe, for ordinary users

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Kernel, modules and shell come from packages that are unpacked, not installed.
image=$(apt-cache depends linux-image-6.12-cloud-amd64 | sed -n 's/.*Depends: \(linux-image-6.*\)/\1/p')
apt-get download -qq -o APT::Sandbox::User=root "$image" busybox-static
for package in *.deb; do dpkg -x "$package" unpacked; done
version=${image#linux-image-}
depmod -b unpacked "$version"

mkdir -p root/bin root/proc root/sys root/dev root/modules
cp unpacked/bin/busybox root/bin/
number=100 # keeps the load order when the names are sorted
for module in openvswitch vport-vxlan veth; do
    modprobe -d unpacked -S "$version" --show-depends "$module"
done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' >order
while read -r module; do
    number=$((number + 1))
    xz -dc "$module" >"root/modules/$number-$(basename "$module" .xz)"
done <order

flags="-std=gnu11 -O2 -Wall -Wextra -Werror -static"
gcc $flags -o root/bin/capture-upcalls "$here/capture-upcalls.c"
gcc $flags -o encode-execute "$here/encode-execute.c"
./encode-execute >encoded-execute.hex
./encode-execute >root/plain.hex
./encode-execute --nested >root/nested.hex

cat >root/init <<'INIT'
#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
# Neighbour discovery would cause upcalls of its own.
echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
for module in /modules/*; do /bin/busybox insmod "$module"; done
echo # ends the line the firmware left open
/bin/capture-upcalls plain.hex nested.hex
/bin/busybox poweroff -f
INIT
chmod +x root/init
(cd root && find . | cpio -o -H newc --quiet | gzip -1) >initrd.gz

timeout 180 qemu-system-x86_64 -M q35 -cpu max -smp 2 -m 512 -nographic -no-reboot -nic none -accel tcg \
    -kernel "unpacked/boot/vmlinuz-$version" -initrd initrd.gz \
    -append "console=ttyS0 quiet panic=-1" </dev/null >console || true
[ "${1:-}" != -v ] || cat console

# Serial lines end in a carriage return, and the emulated firmware speaks first.
tr -d '\r' <console >lines
grep -q '^==== end$' lines || { cat console >&2; echo "capture-upcalls: the run did not finish" >&2; exit 1; }
awk '/^==== / { file = $2 == "end" ? "" : $2 ".hex"; next }
     /^note: / { print; next }
     file && (/^#/ || /^([0-9a-f][0-9a-f] ?)+$/) { print > file }' lines
cp ./*.hex "$here/"
echo "rewrote:" ./*.hex
