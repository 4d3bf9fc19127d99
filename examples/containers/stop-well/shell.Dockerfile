FROM python:3-slim
COPY server.py /opt/app/
WORKDIR /opt/app
CMD python server.py
