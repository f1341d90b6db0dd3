#!/usr/bin/env bash
# Boots a Debian kernel under emulation and runs one program in it, as root and with nothing beside it. No root, no KVM,
# no disk image and no network are needed.
#
#   Tests/VM/boot.sh [OPTIONS] PROGRAM [ARGUMENTS...]
#
#   --module NAME   load this kernel module and those it needs (may be given again, in the order of loading)
#   --with NAME     ip, ping, ovs-dpctl or teamnl: have this tool in the machine too, as /sbin/NAME (may be given again). Call it
#                   so: the shell has applets of these names that know less.
#   --file FILE     copy this file to / (may be given again)
#   --no-ipv6       switch IPv6 off: neighbour discovery sends packets of its own
#   --check         do not boot: only look whether everything needed is here, and download what is not
#   --seconds N     how long the machine may run, 120 without it
#
# What PROGRAM prints is printed, and its exit status is this script's. 124: the machine was not done in time; 125: it
# ended without telling the program's status; the whole console is shown then. 77: something is missing here, and a
# message says what. Nothing is installed: packages are downloaded with apt-get and unpacked in the cache folder
# $XDG_CACHE_HOME/swift-ynl-vm (~/.cache/swift-ynl-vm), which can be deleted at any time.
set -euo pipefail
PATH=$PATH:/sbin:/usr/sbin # depmod and modprobe, for ordinary users

modules=() tools=() files=() ipv6=1 limit=120 check=0
while [ $# -gt 0 ]; do
    case $1 in
        --module) modules+=("$2"); shift 2 ;;
        --with) tools+=("$2"); shift 2 ;;
        --file) files+=("$2"); shift 2 ;;
        --no-ipv6) ipv6=0; shift ;;
        --check) check=1; shift ;;
        --seconds) limit=$2; shift 2 ;;
        -*) echo "boot.sh: unknown option $1" >&2; exit 2 ;;
        *) break ;;
    esac
done
if [ $check = 1 ]; then set -- /bin/true; fi
[ $# -gt 0 ] || { echo "usage: boot.sh [OPTIONS] PROGRAM [ARGUMENTS...], see the head of this script" >&2; exit 2; }
program=$1
shift
[ -x "$program" ] || { echo "boot.sh: there is no program $program" >&2; exit 2; }

skip() { printf 'boot.sh: %s\n' "$@" >&2; exit 77; }

[ "$(uname -m)" = x86_64 ] || skip 'the machine would be an x86-64 one'
missing=()
need() { command -v "$1" >/dev/null || missing+=("$2"); }
need qemu-system-x86_64 qemu-system-x86
need depmod kmod
need cpio cpio
need xz xz-utils
need gzip gzip
need apt-get apt
need dpkg dpkg
[ ${#missing[@]} = 0 ] || skip "these packages are missing: ${missing[*]}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/swift-ynl-vm
mkdir -p "$cache"

dependencies() { apt-cache depends --no-recommends "$1" 2>/dev/null | sed -n 's/^  Depends: \([a-z0-9].*\)/\1/p'; }

# Downloads packages and unpacks them into a folder of the cache, once. The folder's name is printed.
unpacked() { # name, packages…
    local folder=$cache/$1
    shift
    if [ ! -d "$folder" ]; then
        mkdir "$work/packages"
        (cd "$work/packages" && apt-get download -qq -o APT::Sandbox::User=root "$@") >&2 || return
        for package in "$work"/packages/*.deb; do dpkg -x "$package" "$work/unpacked" || return; done
        # Whoever comes first wins; the other's folder is as good.
        mv -T "$work/unpacked" "$folder" 2>/dev/null || [ -d "$folder" ] || return
        rm -rf "$work/packages" "$work/unpacked"
    fi
    echo "$folder"
}

# The kernel: the one that the package of the newest version names, or the newest that is there.
image=$(dependencies linux-image-6.12-cloud-amd64 | grep -m 1 '^linux-image-6' || true)
if [ -z "$image" ] || ! kernel=$(unpacked "$image" "$image"); then
    kernel=$(find "$cache" -maxdepth 1 -name 'linux-image-6*' | sort -V | tail -n 1)
    [ -n "$kernel" ] || skip 'the package linux-image-6.12-cloud-amd64 cannot be downloaded; apt-get update may help'
fi
version=${kernel##*/linux-image-}
[ -e "$kernel/lib/modules/$version/modules.dep.bin" ] || depmod -b "$kernel" "$version"
shell=$(unpacked busybox-static busybox-static) || skip 'the package busybox-static cannot be downloaded'

root=$work/root
mkdir -p "$root"/{bin,dev,modules,proc,root,run,sbin,sys,tmp,var/run,etc}
cp "$shell/bin/busybox" "$root/bin/"
[ ${#files[@]} = 0 ] || cp "${files[@]}" "$root/"
cp "$program" "$root/program"

# Copies a program's libraries to where it looks for them.
copy_libraries() { # program, folder of packages that are not installed
    local library
    LD_LIBRARY_PATH=${2:+$2/lib/x86_64-linux-gnu:$2/usr/lib/x86_64-linux-gnu} ldd "$1" 2>/dev/null >"$work/libraries" || return 0
    ! grep 'not found' "$work/libraries" >&2 || skip "$1 lacks libraries"
    while read -r library; do
        mkdir -p "$root/lib/x86_64-linux-gnu" "$root/lib64"
        case $library in
            */ld-linux*) cp -nL "$library" "$root/lib64/" ;;
            *) cp -nL "$library" "$root/lib/x86_64-linux-gnu/" ;;
        esac
    done < <(grep -o '/[^ ]*' "$work/libraries")
}
copy_libraries "$program" ''

# Tools that are not installed come from packages, with those of their libraries that are not installed.
for tool in "${tools[@]}"; do
    case $tool in
        ip) package=iproute2 ;;
        ping) package=iputils-ping ;;
        ovs-dpctl) package=openvswitch-switch ;;
        teamnl) package=libteam-utils ;;
        *) echo "boot.sh: there is no tool $tool" >&2; exit 2 ;;
    esac
    folder=
    if ! path=$(command -v "$tool"); then
        packages=("$package")
        if [ ! -d "$cache/$package" ]; then
            for ((index = 0; index < ${#packages[@]}; index++)); do
                for library in $(dependencies "${packages[index]}" | grep '^lib\|^zlib' || true); do
                    dpkg -s "$library" >/dev/null 2>&1 || [[ " ${packages[*]} " == *" $library "* ]] || packages+=("$library")
                done
            done
        fi
        folder=$(unpacked "$package" "${packages[@]}") || skip "the package $package cannot be downloaded"
        path=$(find "$folder"/{,usr/}{,s}bin -name "$tool" -print -quit 2>/dev/null || true)
        [ -n "$path" ] || skip "the package $package has no $tool"
    fi
    cp -L "$path" "$root/sbin/$tool"
    copy_libraries "$path" "$folder"
done

# Their names begin with numbers that keep the order of loading.
for module in "${modules[@]}"; do
    modprobe -d "$kernel" -S "$version" --show-depends "$module" \
        || { echo "boot.sh: the kernel $version has no module $module" >&2; exit 2; }
done | awk '$1 == "insmod" && !seen[$2]++' >"$work/modules"
[ $check = 0 ] || exit 0
number=100
while read -r _ module options; do
    name=$number-$(basename "$module" .ko.xz)
    xz -dc "$module" >"$root/modules/$name.ko"
    printf '%s\n' "$options" >"$root/modules/$name.options"
    number=$((number + 1))
done <"$work/modules"

{
    printf '#!/bin/busybox sh\nipv6=%s\nset --' "$ipv6"
    [ $# = 0 ] || printf ' %q' "$@"
    cat <<'INIT'

/bin/busybox --install -s /bin
export PATH=/sbin:/bin HOME=/ LC_ALL=C
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
if [ "$ipv6" = 0 ]; then
    echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
    echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
fi
dmesg -n 1 # The kernel's messages would fall into the program's lines.
echo # ends the line the firmware left open
echo '==== program'
# Modules of tunnels would make links that nobody asked for.
echo 2 >/proc/sys/net/core/fb_tunnels_only_for_init_net
for module in /modules/*.ko; do
    [ ! -e "$module" ] || insmod "$module" $(cat "${module%.ko}.options") || echo "no module $module"
done
cd /
/program "$@"
printf '\n==== status %d\n' $?
poweroff -f
INIT
} >"$root/init"
chmod +x "$root/init" "$root/program"
(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) >"$work/initrd.gz"

# Serial lines end in a carriage return.
status=0
timeout --foreground "$limit" qemu-system-x86_64 -M q35 -cpu max -smp 2 -m 512 -nographic -no-reboot -nic none -accel tcg \
    -kernel "$kernel/boot/vmlinuz-$version" -initrd "$work/initrd.gz" -append 'console=ttyS0 quiet panic=-1' \
    </dev/null 2>&1 | tr -d '\r' | tee "$work/console" \
    | awk '/^==== status [0-9]+$/ { shown = 0 }
           shown && NF { for (; blank > 0; blank--) print ""; print; fflush() }
           shown && !NF { blank++ }
           /^==== program$/ { shown = 1 }' \
    || status=${PIPESTATUS[0]}
marker=$(sed -n 's/^==== status \([0-9][0-9]*\)$/\1/p' "$work/console" | tail -n 1)
[ -z "$marker" ] || exit "$marker"
cat "$work/console" >&2
[ "$status" != 124 ] || { echo "boot.sh: the machine was not done after $limit seconds" >&2; exit 124; }
echo 'boot.sh: the machine ended without telling how the program did' >&2
exit 125
