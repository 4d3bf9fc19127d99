#!/bin/bash
# Starts Redis as the user "redis", with files that it can use. Anything else is run as it is asked for.
set -e

case $1 in
    -* | *.conf) set -- redis-server "$@" ;; # only options, or only a configuration
esac

redis_user=(setpriv --reuid=redis --regid=redis --clear-groups)

own() { # own MODE: what the names on standard input stand for becomes the user's, where that can't use it
    local name
    while IFS= read -r -d '' name; do
        if ! "${redis_user[@]}" test -r "$name" || { [ "$1" = rw ] && ! "${redis_user[@]}" test -w "$name"; }; then
            chown redis "$name" && chmod "u+${1}X" "$name" || echo "Warning: '$name' can't be given to the user redis."
        fi
    done
}

make_usable() { # a folder with somebody's other files in it stays as it is
    local data=(. -mindepth 1 -maxdepth 1 -not -name '*.rdb' -not -name appendonlydir -print -quit)
    local config=$2
    if [ -z "$sentinel" ] && [ -z "$(find "${data[@]}")" ]; then
        find . -print0 | own rw
    fi
    if [ -f "$config" ] && [ "$(find "$(dirname "$config")" -mindepth 1 | wc -l)" = 1 ]; then
        printf '%s\0' "$(dirname "$config")" "$config" | own "${sentinel:-r}"
    fi
}

server=yes sentinel=
case "$(basename -- "$1") $*" in
    redis-sentinel\ * | redis-server\ *\ --sentinel*) sentinel=rw ;;
    redis-server\ *) ;;
    *) server= ;;
esac

capabilities=$(setpriv --dump)
if [ -n "$server" ] && [ "$(id -u)" = 0 ] && [ -z "$SKIP_DROP_PRIVS" ] && [[ $capabilities =~ bounding\ set:.*setgid.*setuid ]]; then
    [ -n "$SKIP_FIX_PERMS" ] || make_usable "$@"
    exec "${redis_user[@]}" --no-new-privs --inh-caps=-all --ambient-caps=-all --bounding-set=-all "$0" "$@"
fi

[ "$(umask)" != 0022 ] || umask 0077
if [ -n "$server" ] && [ -z "$sentinel" ]; then
    echo "Starting Redis Server"
    # The published image's Redis is compiled with protected mode off; Debian's has to be told, unless it only says its
    # version or is told otherwise.
    case " $* " in
        *\ --protected-mode\ * | *\ --version\ * | *\ -v\ * | *\ --help\ * | *\ -h\ *) ;;
        *) grep -qs '^ *protected-mode' -- "$2" || set -- "$@" --protected-mode no ;;
    esac
fi
exec "$@"
