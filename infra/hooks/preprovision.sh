#!/bin/sh
# Makes the access keys of the Functions host, once for an azd environment. They live in .azure/{environment}/.env, which
# azd keeps out of git, and in the container app's secrets; nowhere else.
set -eu

random_key() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

for name in FINETUNE_MASTER_KEY FINETUNE_KEY FINETUNE_BLOBS_KEY FINETUNE_DURABLE_KEY; do
  eval "value=\${$name:-}"
  if [ -z "$value" ]; then
    azd env set "$name" "$(random_key)"
    echo "made $name"
  fi
done
