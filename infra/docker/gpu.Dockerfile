# syntax=docker/dockerfile:1
# The app on its embedded host, with libtorch for CUDA, for any box with an NVIDIA GPU: no Azure, one volume.
# infra/docker/compose.yaml builds and runs it; by hand, from the top of the checkout:
#   docker build -f infra/docker/gpu.Dockerfile -t finetune-gpu .

# libtorch 2.7 to 2.11 for CUDA 12.8 asks for NVIDIA driver 570 or newer. A CPU build: another address here.
ARG LIBTORCH_URL=https://download.pytorch.org/libtorch/cu128/libtorch-shared-with-deps-2.10.0%2Bcu128.zip

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS torch
ARG LIBTORCH_URL
RUN apt-get update && apt-get install -y --no-install-recommends curl unzip && rm -rf /var/lib/apt/lists/* \
    && curl -fsSL "$LIBTORCH_URL" -o /tmp/libtorch.zip && unzip -q /tmp/libtorch.zip -d /opt && rm /tmp/libtorch.zip

FROM torch AS build
RUN apt-get update && apt-get install -y --no-install-recommends g++ cmake && rm -rf /var/lib/apt/lists/*
ENV LIBTORCH=/opt/libtorch
WORKDIR /source
COPY . .
RUN dotnet publish src/FineTune.Functions/FineTune.Functions.csproj -c Release -o /published

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 libspng0 \
    # They decode the images of image datasets; Ubuntu calls this one libturbojpeg.
    && { apt-get install -y --no-install-recommends libturbojpeg0 || apt-get install -y --no-install-recommends libturbojpeg; } \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir -p /data && chown 1654:1654 /data
# libtorch and CUDA in a layer of their own: a new version of the app pulls only the layers after it.
COPY --from=torch /opt/libtorch/lib /opt/libtorch/lib
ENV LD_LIBRARY_PATH=/opt/libtorch/lib \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility \
    AzureWebJobsScriptRoot=/app \
    ASPNETCORE_URLS=http://+:8080 \
    DURABLE_TASK_SQLITE_CONNECTION_STRING="Data Source=/data/durable.db" \
    # Less than what compose.yaml gives the container to stop: a segment writes its checkpoint in it.
    AzureFunctionsJobHost__drainTimeout=00:04:30 \
    AzureWebJobs_OpenStudyOnUploadEvent_Disabled=true \
    FineTune__CachePath=/data/cache \
    FineTune__SamplesPath=/app/samples \
    HOME=/tmp \
    DOTNET_EnableDiagnostics=0 \
    OMP_WAIT_POLICY=PASSIVE
WORKDIR /app
COPY --from=build /published .
COPY samples/models samples/models
COPY infra/docker/health.sh /usr/local/bin/health
VOLUME /data
EXPOSE 8080
USER 1654:1654
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=15s --start-period=120s --retries=5 CMD ["/usr/local/bin/health"]
ENTRYPOINT ["dotnet", "FineTune.Functions.dll"]
