#!/bin/sh
# Listens on IPv6 as well, where the machine has it and default.conf is the image's own and can be written.
name=10-listen-on-ipv6-by-default.sh
file=/etc/nginx/conf.d/default.conf

say() {
    [ -n "$NGINX_ENTRYPOINT_QUIET_LOGS" ] || echo "$name: info: $*"
}

if ! [ -e /proc/net/if_inet6 ]; then
    say "ipv6 not available"
elif ! [ -f "$file" ]; then
    say "$file is not a file or does not exist"
elif ! [ -w "$file" ]; then
    say "can not modify $file (read-only file system?)"
elif grep -q 'listen *\[::\]:80;' "$file"; then
    say "IPv6 listen already enabled"
else
    say "Getting the checksum of $file"
    if ! sha256sum --check --status /etc/nginx/default.conf.sha256; then
        say "$file differs from the packaged version"
    else
        sed -i 's/^\( *listen *\)80;$/&\n\1[::]:80;/' "$file"
        say "Enabled listen on IPv6 in $file"
    fi
fi
