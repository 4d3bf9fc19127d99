#!/bin/sh
# Prepares the configuration by what lies in /docker-entrypoint.d where nginx is asked for, and runs the command.
set -e

say() {
    [ -n "$NGINX_ENTRYPOINT_QUIET_LOGS" ] || echo "/docker-entrypoint.sh: $*"
}

if [ "$1" = nginx ] || [ "$1" = nginx-debug ]; then
    if [ -n "$(ls /docker-entrypoint.d)" ]; then
        say "/docker-entrypoint.d/ is not empty, will attempt to perform configuration"
        say "Looking for shell scripts in /docker-entrypoint.d/"
        for script in /docker-entrypoint.d/*; do
            if ! [ -x "$script" ]; then
                say "Ignoring $script, not executable"
                continue
            fi
            case $script in
                *.envsh)
                    say "Sourcing $script"
                    # shellcheck source=/dev/null
                    . "$script"
                    ;;
                *.sh) say "Launching $script"; "$script" ;;
                *) say "Ignoring $script" ;;
            esac
        done
        say "Configuration complete; ready for start up"
    else
        say "No files found in /docker-entrypoint.d/, skipping configuration"
    fi
fi
exec "$@"
