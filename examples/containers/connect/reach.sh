#!/bin/bash
# Asks four servers from four places. A line is a place: "yes" where an answer came.

answer() { if "$@" > /dev/null 2>&1; then printf '%-8s' yes; else printf '%-8s' no; fi; }
from() { answer docker run --rm --network "$1" busybox wget -q -T 2 -O - "$2"; }

printf '%-22s%-8s%-8s%-8s%s' '' hidden mine open inner

printf '\n%-22s' 'your machine'
for port in 8080 8081 8082 8083; do answer curl "localhost:$port"; done

printf '\n%-22s' 'the same network'
for server in hidden mine open inner; do from shop "$server:8000"; done

printf '\n%-22s' 'another network'
for server in hidden mine open inner; do from office "$server:8000"; done

printf '\n%-22s' 'the container itself'
for server in hidden mine open inner; do from "container:$server" 127.0.0.1:8000; done

echo
