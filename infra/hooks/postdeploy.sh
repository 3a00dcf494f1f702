#!/bin/sh
# What can be set only once the app runs: the Event Grid subscription, whose webhook must answer Event Grid's handshake; and
# the scale rules again, in case the deployment set them back. Safe to run again: azd hooks run postdeploy --service functions
# Needs the Azure CLI, signed in to the same subscription as azd. No key is printed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
sh "$here/postprovision.sh"

if [ "$BLOB_EVENTS" != EventGrid ]; then
  echo "uploads are found by polling: keep FINETUNE_MIN_REPLICAS at 1"
  exit 0
fi

echo "waiting for the app to answer"
tries=0
until curl -fsS -o /dev/null --max-time 30 "$FINETUNE_ADDRESS/api/health"; do
  tries=$((tries + 1))
  [ $tries -lt 40 ] || { echo "the app does not answer at $FINETUNE_ADDRESS/api/health; mend it and run: azd hooks run postdeploy --service functions" >&2; exit 1; }
  sleep 15
done

echo "Event Grid: uploads to the container datasets wake OpenStudyOnUploadEvent"
az eventgrid system-topic event-subscription create --output none \
  --name open-study-on-upload --resource-group "$AZURE_RESOURCE_GROUP" --system-topic-name "$EVENT_TOPIC_NAME" \
  --endpoint-type webhook \
  --endpoint "$FINETUNE_ADDRESS/runtime/webhooks/blobs?functionName=Host.Functions.OpenStudyOnUploadEvent&code=$FINETUNE_BLOBS_KEY" \
  --included-event-types Microsoft.Storage.BlobCreated \
  --subject-begins-with /blobServices/default/containers/datasets/blobs/
