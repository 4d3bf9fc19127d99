FROM busybox
RUN date > /built
