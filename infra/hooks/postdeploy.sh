#!/bin/sh
# What can be set only once the app runs: the scale rules (a function app refuses them when it is made, and a provisioning
# sets them back), and the Event Grid subscription, whose webhook must answer Event Grid's handshake. Safe to run again.
# Needs the Azure CLI, signed in to the same subscription as azd. No key is printed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
group=$AZURE_RESOURCE_GROUP app=$SERVICE_FUNCTIONS_NAME
app_id="/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$group/providers/Microsoft.App/containerApps/$app"

echo "scale rules: the scheduler's work items and HTTP requests"
rules=$(mktemp)
trap 'rm -f "$rules"' EXIT
sed -e "s|\${APP_IDENTITY_ID}|$APP_IDENTITY_ID|" -e "s|\${SCHEDULER_ENDPOINT}|$SCHEDULER_ENDPOINT|" \
  -e "s|\${TASK_HUB_NAME}|$TASK_HUB_NAME|" -e "s|\${SEGMENTS_PER_REPLICA}|$SEGMENTS_PER_REPLICA|" \
  "$here/../app/scale-rules.json" >"$rules"
az rest --method patch --output none --headers Content-Type=application/json --body "@$rules" \
  --uri "https://management.azure.com$app_id?api-version=2026-03-02-preview"

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
  --name open-study-on-upload --resource-group "$group" --system-topic-name "$EVENT_TOPIC_NAME" \
  --endpoint-type webhook \
  --endpoint "$FINETUNE_ADDRESS/runtime/webhooks/blobs?functionName=Host.Functions.OpenStudyOnUploadEvent&code=$FINETUNE_BLOBS_KEY" \
  --included-event-types Microsoft.Storage.BlobCreated \
  --subject-begins-with /blobServices/default/containers/datasets/blobs/
