#!/bin/sh
# As many workers as there are processors that this container may use, where it is asked for.
[ -z "$NGINX_ENTRYPOINT_WORKER_PROCESSES_AUTOTUNE" ] ||
    sed -i "s/^worker_processes .*/worker_processes $(nproc);/" /etc/nginx/nginx.conf
