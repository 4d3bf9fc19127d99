#!/bin/bash
# Looks whether this machine has what the guide uses, and names what is missing, with the way out.
# It only looks, and changes nothing. Run it with: bash check.sh

PORTS="4000 5000 5001 8000 8080 8081 8082 8083"  # the ports of this machine that the pages use
DISK_GB=10                        # what both parts of the guide take while the cluster runs
missing=0

ok() {
    printf 'ok       %s\n' "$1"
}

mend() {  # what is missing, and the way out
    printf 'missing  %s\n         %s\n' "$1" "$2"
    missing=$((missing + 1))
}

has() {
    command -v "$1" > /dev/null
}

# docker before version 23 builds the old way, unless it was told to build with buildx.
builds_with_buildx() {
    local version
    version=$(docker --version)
    version=${version#Docker version }
    [[ ${version%%.*} -ge 23 || $DOCKER_BUILDKIT == 1 || $(cat ~/.docker/config.json 2> /dev/null) == *'"builder"'* ]]
}

if has curl; then
    ok "curl"
else
    mend "curl" "on Debian, Ubuntu and in WSL 2: sudo apt install curl"
fi

if ! has python3; then
    mend "python3" "on Debian, Ubuntu and in WSL 2: sudo apt install python3-venv; on macOS: python.org"
elif ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    mend "Python 3.11 or newer" "python3 is $(python3 --version): install a newer one from python.org"
elif ! python3 -c 'import ensurepip, venv' 2> /dev/null; then
    mend "Python's module venv" "on Debian, Ubuntu and in WSL 2: sudo apt install python3-venv"
else
    ok "$(python3 --version), with its module venv"
fi

if ! has docker; then
    mend "docker" "install Docker, as the page says for your system; then open a new terminal"
else
    if answer=$(docker version --format '{{.Server.Version}}' 2>&1); then
        ok "docker, and an engine that answers: version $answer"
    elif [[ $answer == *"permission denied"* ]]; then
        mend "the right to use Docker" "on Linux: add yourself to the group docker, then log out and in again"
    else
        mend "a Docker engine that answers" "start Docker Desktop; on Linux: sudo systemctl start docker"
    fi
    if ! docker buildx version > /dev/null 2>&1; then
        mend "docker buildx" "install the package docker-buildx-plugin, or docker-buildx"
    elif ! builds_with_buildx; then
        mend "a docker build that uses buildx" "tell it once: docker buildx install"
    else
        ok "docker buildx, which builds images"
    fi
    if docker compose version > /dev/null 2>&1; then
        ok "docker compose, which starts several containers"
    else
        mend "docker compose" "install the package docker-compose-plugin, or docker-compose"
    fi
fi

taken=""
for port in $PORTS; do
    if (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
        taken+=" $port"
    fi
done
if [[ -z $taken ]]; then
    ok "ports that nobody else has: $PORTS"
else
    mend "ports that nobody else has: these are taken:$taken" "end who has them; on macOS, 5000 may be AirPlay Receiver's"
fi

if has python3; then
    free=$(python3 -c 'import shutil; print(shutil.disk_usage(".").free // 10**9)')
    if [[ $free -ge $DISK_GB ]]; then
        ok "$free GB of free disk space"
    else
        mend "$DISK_GB GB of free disk space: there are $free" "make room, or remove images as you go"
    fi
fi

if [[ $missing -gt 0 ]]; then
    echo "Missing: $missing. Begin with the first, then run the script again."
    exit 1
fi
echo "Everything is there."
