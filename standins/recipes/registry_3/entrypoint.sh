#!/bin/sh
# A configuration or what the registry understands goes to the registry; anything else is run as it is asked for.
set -e
case $1 in
    *.yml | *.yaml) set -- registry serve "$@" ;;
    serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac
exec "$@"
