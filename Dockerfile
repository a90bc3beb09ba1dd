# The server as an image. Publish first (the image needs no SDK, and no .NET runtime either):
#
#   dotnet publish src/ActorStream.Server -c Release -r linux-x64 --self-contained -o artifacts/server
#   docker build -t actorstream .
#
# Written without a container engine at hand: the publish was run, the image build was not.
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data actorstream \
 && install -d -o actorstream -m 0700 /data
COPY artifacts/server /app
USER actorstream
WORKDIR /app
ENV ACTORSTREAM_DATA=/data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD curl --fail --silent --output /dev/null http://127.0.0.1:5080/healthz
ENTRYPOINT ["/app/ActorStream.Server"]
