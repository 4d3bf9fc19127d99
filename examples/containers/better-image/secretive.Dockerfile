FROM busybox
COPY notes.txt /
USER 10001
CMD ["cat", "/notes.txt"]
