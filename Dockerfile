# The site and its commands in one image: non-root, with nothing to write but the data folder (/data) and /tmp.
#
#   docker build -t sendkb .
#   docker run --read-only --tmpfs /tmp -v sendkb-data:/data -p 127.0.0.1:8001:8001 sendkb
#
# tests/test_container.py runs these steps in a fresh virtual environment, since containers cannot be run everywhere.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE metadata.yml sendkb.py ./
COPY commands ./commands
COPY db ./db
COPY extract ./extract
COPY scrape ./scrape
RUN python -m venv /opt/sendkb
RUN /opt/sendkb/bin/pip install --no-cache-dir --disable-pip-version-check .
# Compiled once, so that a read-only root costs no start.
RUN /opt/sendkb/bin/python -m compileall -q /opt/sendkb/lib

FROM python:3.12-slim
RUN useradd --uid 10001 --create-home --home-dir /home/sendkb sendkb && install -d -o sendkb -g sendkb /data
COPY --from=build /opt/sendkb /opt/sendkb
ENV PATH=/opt/sendkb/bin:$PATH SENDKB_DATA=/data PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER sendkb
VOLUME /data
EXPOSE 8001
# The first start builds the database, which takes some seconds.
HEALTHCHECK --interval=30s --timeout=10s --start-period=90s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8001/', timeout=8)"]
ENTRYPOINT ["sendkb"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8001"]
