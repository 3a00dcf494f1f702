#!/bin/sh
# Puts the scale rules of app/scale-rules.json on the app: a function app refuses rules of its own when it is made, and every
# provisioning sets them back. Needs the Azure CLI, signed in to the same subscription as azd.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
app_id="/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.App/containerApps/$SERVICE_FUNCTIONS_NAME"

echo "scale rules: the scheduler's work items and HTTP requests"
rules=$(mktemp)
trap 'rm -f "$rules"' EXIT
sed -e "s|\${APP_IDENTITY_ID}|$APP_IDENTITY_ID|" -e "s|\${SCHEDULER_ENDPOINT}|$SCHEDULER_ENDPOINT|" \
  -e "s|\${TASK_HUB_NAME}|$TASK_HUB_NAME|" -e "s|\${SEGMENTS_PER_REPLICA}|$SEGMENTS_PER_REPLICA|" \
  "$here/../app/scale-rules.json" >"$rules"
az rest --method patch --output none --headers Content-Type=application/json --body "@$rules" \
  --uri "https://management.azure.com$app_id?api-version=2026-03-02-preview"
