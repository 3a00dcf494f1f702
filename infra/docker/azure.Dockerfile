# syntax=docker/dockerfile:1
# The app on the Azure Functions host, with the real packages and CUDA. linux/amd64 only, as its base image.
# Built by `azd deploy` (in the registry), or by hand from the top of the checkout:
#   docker build -f infra/docker/azure.Dockerfile -t finetune-functions .

# cuda: TorchSharp-cuda-linux, about 5.9 GB on disk; cpu: TorchSharp-cpu, a few hundred MB.
ARG TORCH_DEVICE=cuda

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TORCH_DEVICE
WORKDIR /source
COPY . .
RUN dotnet publish src/FineTune.Functions/FineTune.Functions.csproj -c Release -r linux-x64 --self-contained false \
      -p:UseStandIns=false -p:TorchDevice=$TORCH_DEVICE -o /published/app
# The native libraries of libtorch and CUDA, with one fixed date: their layer changes when they change, and not with the app.
RUN mkdir -p /published/torch && cd /published/app \
    && find . -name '*.so*' -size +1M -exec cp --parents -t /published/torch {} + -exec rm {} + \
    && find /published/torch -exec touch -h -d @0 {} +

FROM mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0
# Nothing is written but /tmp and /cache, so the root file system may be mounted read-only. The port is above 1024: not root.
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
    AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
    ASPNETCORE_URLS=http://+:8080 \
    FineTune__CachePath=/cache \
    HOME=/tmp \
    DOTNET_EnableDiagnostics=0 \
    OMP_WAIT_POLICY=PASSIVE
# They decode the images of image datasets.
RUN apt-get update && apt-get install -y --no-install-recommends libspng0 \
    && { apt-get install -y --no-install-recommends libturbojpeg0 || apt-get install -y --no-install-recommends libturbojpeg; } && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /cache && chown 1654:1654 /cache
COPY --from=build /published/torch /home/site/wwwroot
COPY --from=build /published/app /home/site/wwwroot
COPY samples/models /home/site/wwwroot/samples/models
COPY infra/docker/health.sh /usr/local/bin/health
VOLUME /cache
EXPOSE 8080
USER 1654:1654
# On SIGTERM a running segment writes its checkpoint; whoever runs the image must give it that time (300 s in infra/).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=15s --start-period=600s --retries=5 CMD ["/usr/local/bin/health"]
