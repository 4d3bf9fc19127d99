#!/bin/sh
# A docker client without an engine, for tests: what is "there" are the lines of files beside it.
# The files are container, image, network and volume, with the columns that the gate lists; calls has each call, one a
# line. `docker build -t NAME .` and `docker run --name NAME IMAGE` put something there. Where a file named broken is
# there, which `docker break` writes, the engine does not answer.

cd "${0%/*}" || exit 1
touch container image network volume
echo "$*" >>calls
if [ -e broken ]; then
    echo "Cannot connect to the Docker daemon. Is the docker daemon running?" >&2
    exit 1
fi

# remove KIND ARGUMENTS...: the last argument is the thing's id or name
remove() {
    kind=$1
    shift "$(($# - 1))"
    awk -F '\t' -v thing="$1" '$1 != thing && $2 != thing' "$kind" >kept && mv kept "$kind"
}

case "$1 $2" in
"ps "*) cat container ;;
"image ls" | "network ls" | "volume ls") cat "$1" ;;
"rm "*) remove container "$@" ;;
"image rm" | "network rm" | "volume rm") remove "$1" "$@" ;;
"build "*) printf 'sha256:%s\t%s\n' "$3" "$3" >>image ;;
"run "*) printf 'id-%s\t%s\t%s\t\n' "$3" "$3" "$4" >>container ;;
"network create" | "volume create") printf 'id-%s\t%s\n' "$3" "$3" >>"$1" ;;
"break "*) touch broken ;;
esac
