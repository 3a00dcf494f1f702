// What the resource group holds. Each module makes one family of resources and gives the app's identity its roles there.

import { BlobEvents, HostKeys, Replicas, SignIn } from 'app/settings.bicep'

@description('What makes the names unique: lower-case letters and digits.')
@minLength(13)
param token string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Image of the app; empty: an empty Functions host.')
param image string

@description('Hardware of a replica.')
@allowed(['T4', 'A100', 'CPU'])
param hardware string

@description('Fewest and most replicas, segments that each trains at once, seconds that each has to stop.')
param replicas Replicas

@description('What is bought of the scheduler, the registry and the storage account.')
param skus { scheduler: 'Consumption' | 'Dedicated', registry: 'Basic' | 'Standard' | 'Premium', storage: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' }

@description('Days that logs are kept, most gigabytes a day.')
param logs { retentionDays: int, dailyLimitGigabytes: int }

@description('Where the blob trigger learns of uploads.')
param blobEvents BlobEvents

@description('Principal id of who may upload datasets; empty: nobody.')
param uploaderPrincipalId string

@description('The access keys of the Functions host.')
param hostKeys HostKeys

@description('The app registration that people sign in with; without a client id: keys only.')
param signIn SignIn

var profiles = {
  T4: { name: 'gpu-t4', type: 'Consumption-GPU-NC8as-T4', cpu: '8.0', memory: '56Gi' }
  A100: { name: 'gpu-a100', type: 'Consumption-GPU-NC24-A100', cpu: '24.0', memory: '220Gi' }
  CPU: { name: 'Consumption', type: 'Consumption', cpu: '4.0', memory: '8Gi' }
}
var profile = profiles[hardware]
// Of azure-functions/dotnet-isolated as in infra/docker/azure.Dockerfile.
var emptyHost = 'mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0'

module identity 'core/identity.bicep' = {
  params: { name: 'id-${token}', location: location, tags: tags }
}

module monitoring 'core/monitoring.bicep' = {
  params: { workspaceName: 'log-${token}', insightsName: 'appi-${token}', location: location, tags: tags, retentionDays: logs.retentionDays, dailyLimitGigabytes: logs.dailyLimitGigabytes, principalId: identity.outputs.principalId }
}

module storage 'core/storage.bicep' = {
  params: { name: 'st${token}', location: location, tags: tags, sku: skus.storage, softDeleteDays: 7, principalId: identity.outputs.principalId, uploaderPrincipalId: uploaderPrincipalId }
}

module registry 'core/registry.bicep' = {
  params: { name: 'cr${token}', location: location, tags: tags, sku: skus.registry, principalId: identity.outputs.principalId }
}

module scheduler 'core/scheduler.bicep' = {
  params: { name: 'dts-${token}', location: location, tags: tags, taskHubName: 'finetune', sku: skus.scheduler, capacity: 1, principalId: identity.outputs.principalId }
}

module events 'core/events.bicep' = {
  params: { name: 'evgt-${token}', location: location, tags: tags, storageAccountId: storage.outputs.id }
}

module environment 'core/environment.bicep' = {
  params: { name: 'cae-${token}', location: location, tags: tags, profileName: profile.name, profileType: profile.type, workspaceId: monitoring.outputs.workspaceId }
}

module functions 'app/functions.bicep' = {
  params: {
    name: 'ca-${token}'
    location: location
    tags: union(tags, { 'azd-service-name': 'functions' })
    environmentId: environment.outputs.id
    profile: { name: profile.name, cpu: profile.cpu, memory: profile.memory }
    image: empty(image) ? emptyHost : image
    probesHealth: !empty(image)
    registryServer: registry.outputs.loginServer
    identityId: identity.outputs.id
    insightsName: monitoring.outputs.insightsName
    settingInputs: {
      identityClientId: identity.outputs.clientId
      storageAccountName: storage.outputs.name
      schedulerEndpoint: scheduler.outputs.endpoint
      taskHubName: scheduler.outputs.taskHubName
      device: hardware == 'CPU' ? 'cpu' : 'cuda'
      blobEvents: blobEvents
      segmentsPerReplica: replicas.segmentsEach
      hostId: 'finetune-${token}'
    }
    hostKeys: hostKeys
    signIn: signIn
    replicas: replicas
  }
}

module signin 'app/signin.bicep' = if (!empty(signIn.clientId)) { params: { appName: functions.outputs.name, signIn: signIn } }

@description('Names and addresses of what was made; no keys.')
output made object = {
  registryLoginServer: registry.outputs.loginServer
  storageAccountName: storage.outputs.name
  eventTopicName: events.outputs.name
  identityId: identity.outputs.id
  schedulerEndpoint: scheduler.outputs.endpoint
  taskHubName: scheduler.outputs.taskHubName
  appName: functions.outputs.name
  appUri: functions.outputs.uri
}
