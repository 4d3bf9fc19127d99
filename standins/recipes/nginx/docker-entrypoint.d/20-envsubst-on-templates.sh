#!/bin/sh
# Fills the environment's values into /etc/nginx/templates/*.template; the results go to /etc/nginx/conf.d.
set -e
name=20-envsubst-on-templates.sh
templates=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
output=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}

if [ -d "$templates" ]; then
    # Only what is in the environment, so that nginx's own variables stay.
    known=$(env | sed -n "s/^\(${NGINX_ENVSUBST_FILTER:-[A-Za-z_][A-Za-z0-9_]*}\)=.*/\${\1}/p")
    find -L "$templates" -type f -name "*$suffix" | while read -r template; do
        result=$output/${template#"$templates/"}
        result=${result%"$suffix"}
        mkdir -p "$(dirname "$result")"
        [ -n "$NGINX_ENTRYPOINT_QUIET_LOGS" ] || echo "$name: Running envsubst on $template to $result"
        envsubst "$known" < "$template" > "$result"
    done
fi
