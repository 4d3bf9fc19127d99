#!/bin/sh
# A docker client for tests, which speaks with the engine at DOCKER_HOST as far as tests need it (see fake_engine.py).
# `docker break` ends that engine's answers.

# ask METHOD PATH [BODY]
ask() {
    curl --silent --show-error --fail --unix-socket "${DOCKER_HOST#unix://}" --request "$1" --data "${3:-}" "http://docker$2" || {
        echo "Cannot connect to the Docker daemon. Is the docker daemon running?" >&2
        exit 1
    }
}

case "$1 $2" in
"ps "*) ask GET /containers/json ;;
"image ls") ask GET /images/json | tr ']' '\n' ;;
"rm "*) ask DELETE "/containers/$2" ;;
"image rm" | "network rm" | "volume rm") ask DELETE "/$1s/$3" ;;
"build "*) ask POST "/build?t=$3" >/dev/null ;;
"run "*) ask POST "/containers/create?name=$3" "{\"Image\": \"$4\", \"Volumes\": [${5:+\"$5\"}]}" >/dev/null ;;
"network create" | "volume create") ask POST "/$1s/create" "{\"Name\": \"$3\"}" >/dev/null ;;
"break "*) touch "${0%/*}/broken" ;;
esac
