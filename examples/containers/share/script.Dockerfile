FROM busybox
COPY --chmod=755 hello /hello
CMD ["/hello"]
