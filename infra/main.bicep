// FineTune.Functions on Azure: a resource group and what is in it. `azd provision` runs this file; docs/azure.md says how.

import { BlobEvents, HostKeys, SignIn } from 'app/settings.bicep'

targetScope = 'subscription'

@description('Name of the azd environment: part of the resource group\'s name and the tag that azd finds its resources by.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region. It must have the workload profile and the scheduler: see docs/azure.md, "Regions".')
@metadata({ azd: { type: 'location' } })
param location string

@description('Image of the app; azd sets it after the first deployment, until then an empty Functions host runs.')
param image string = ''

@description('Hardware of a replica. T4: 8 vCPU, 56 GiB, 16 GB of GPU memory. A100: 24 vCPU, 220 GiB, 80 GB. CPU: 4 vCPU, 8 GiB, no GPU. One GPU a replica.')
@allowed(['T4', 'A100', 'CPU'])
param hardware string = 'T4'

@description('Fewest replicas, 0 to 10. 0 scales to zero; the first answer after that takes as long as the image takes to start.')
@minValue(0)
@maxValue(10)
param minReplicas int = 0

@description('Most replicas, 1 to 30: trials side by side over all studies are at most this times segmentsPerReplica.')
@minValue(1)
@maxValue(30)
param maxReplicas int = 2

@description('Segments that one replica trains at once, 1 to 16. They share one GPU and one copy of the base weights.')
@minValue(1)
@maxValue(16)
param segmentsPerReplica int = 1

@description('Seconds between SIGTERM and SIGKILL, 30 to 3600: a segment must write its checkpoint in them.')
@minValue(30)
@maxValue(3600)
param terminationGraceSeconds int = 300

@description('Where the blob trigger learns of uploads. EventGrid wakes the app from zero; Polling needs minReplicas 1.')
param blobEvents BlobEvents = 'EventGrid'

@description('Durable Task Scheduler: Consumption (billed by action) or Dedicated (by capacity unit and hour).')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Container registry. Basic: 10 GiB of images; Premium: artifact streaming.')
@allowed(['Basic', 'Standard', 'Premium'])
param registrySku string = 'Standard'

@description('Redundancy of the storage account.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS'])
param storageSku string = 'Standard_LRS'

@description('Days that logs are kept, 30 to 730.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Most gigabytes of logs a day; -1: no limit.')
param logDailyLimitGigabytes int = 1

@description('Principal id of who may upload datasets with Azure tools; azd gives the one that is signed in. Empty: uploads through the app only.')
param uploaderPrincipalId string = ''

@description('The access keys of the Functions host; infra/hooks/preprovision.sh makes them once for an azd environment.')
param hostKeys HostKeys

@description('An app registration in Microsoft Entra ID: who is not signed in is sent to sign in, before every path but health and Event Grid\'s webhook. No client id: keys only. No issuer: that of the deployment\'s tenant.')
param signIn SignIn = { clientId: '', issuer: '', clientSecret: '' }

var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module resources 'resources.bicep' = {
  scope: group
  params: {
    token: toLower(uniqueString(subscription().id, environmentName, location))
    location: location
    tags: tags
    image: image
    hardware: hardware
    replicas: { fewest: minReplicas, most: maxReplicas, segmentsEach: segmentsPerReplica, graceSeconds: terminationGraceSeconds }
    skus: { scheduler: schedulerSku, registry: registrySku, storage: storageSku }
    logs: { retentionDays: logRetentionDays, dailyLimitGigabytes: logDailyLimitGigabytes }
    blobEvents: blobEvents
    uploaderPrincipalId: uploaderPrincipalId
    hostKeys: hostKeys
    signIn: union(signIn, { issuer: empty(signIn.issuer) ? '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0' : signIn.issuer })
  }
}

// What azd and the hooks read. No key and no connection string is among them.
output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = resources.outputs.made.registryLoginServer
output AZURE_STORAGE_ACCOUNT_NAME string = resources.outputs.made.storageAccountName
output EVENT_TOPIC_NAME string = resources.outputs.made.eventTopicName
output BLOB_EVENTS string = blobEvents
output APP_IDENTITY_ID string = resources.outputs.made.identityId
output SCHEDULER_ENDPOINT string = resources.outputs.made.schedulerEndpoint
output TASK_HUB_NAME string = resources.outputs.made.taskHubName
output SEGMENTS_PER_REPLICA int = segmentsPerReplica
output SERVICE_FUNCTIONS_NAME string = resources.outputs.made.appName
output FINETUNE_ADDRESS string = resources.outputs.made.appUri
