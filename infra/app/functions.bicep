// The app: triggers, orchestrator, activities and the HTTP API in one container, on the profile that trials train on.

import { settings, SettingInputs, HostKeys, Replicas, SignIn } from 'settings.bicep'

@description('Name of the container app (2 to 32 lower-case letters, digits, hyphens).')
@maxLength(32)
param name string

@description('Region.')
param location string

@description('Tags; azd-service-name must be the name of the service in azure.yaml.')
param tags object

@description('Resource id of the Container Apps environment.')
param environmentId string

@description('Name of the workload profile, and what one replica takes of it (cpu, memory).')
param profile { name: string, cpu: string, memory: string }

@description('The image.')
param image string

@description('Where images are pulled from.')
param registryServer string

@description('Resource id of the identity that the app runs as.')
param identityId string

@description('What the settings are made of: app/settings.bicep.')
param settingInputs SettingInputs

@description('Name of the Application Insights resource.')
param insightsName string

@description('The access keys of the Functions host.')
param hostKeys HostKeys

@description('The sign-in in front of the app (app/signin.bicep), whose secret the app holds.')
param signIn SignIn

@description('Whether the image is the product: the first provisioning runs an empty host, which has no health route.')
param probesHealth bool

@description('Replicas, and the grace in which a running segment writes its checkpoint.')
param replicas Replicas

var port = 8080
var health = { path: '/api/health', port: port, scheme: 'HTTP' }
var probes = [
  // A CUDA image takes minutes to start for the first time: 60 x 10 s.
  { type: 'Startup', httpGet: health, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 60 }
  { type: 'Readiness', httpGet: health, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 }
  { type: 'Liveness', httpGet: health, periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 10 }
]
// The host reads its keys from files of these names; it makes none of its own, and keeps none on a disk that a replica loses.
var keyFiles = [
  { secretRef: 'host-master', path: 'host.master' }
  { secretRef: 'host-function-default', path: 'host.function.default' }
  { secretRef: 'host-systemkey-blobs-extension', path: 'host.systemKey.blobs_extension' }
  { secretRef: 'host-systemkey-durabletask-extension', path: 'host.systemKey.durabletask_extension' }
]

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource app 'Microsoft.App/containerApps@2026-03-02-preview' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: environmentId
    workloadProfileName: profile.name
    configuration: {
      activeRevisionsMode: 'Single'
      // Event Grid delivers from outside of the environment, and a function app without ingress is not scaled.
      ingress: { external: true, targetPort: port, transport: 'auto', allowInsecure: false }
      registries: [{ server: registryServer, identity: identityId }]
      secrets: concat([
        { name: 'host-master', value: hostKeys.master }
        { name: 'host-function-default', value: hostKeys.default }
        { name: 'host-systemkey-blobs-extension', value: hostKeys.blobs }
        { name: 'host-systemkey-durabletask-extension', value: hostKeys.durable }
      ], empty(signIn.clientSecret) ? [] : [{ name: 'sign-in-client-secret', value: signIn.clientSecret }])
    }
    template: {
      terminationGracePeriodSeconds: replicas.graceSeconds
      containers: [
        {
          name: 'functions'
          image: image
          resources: { cpu: json(profile.cpu), memory: profile.memory }
          env: settings(settingInputs, insights.properties.ConnectionString)
          volumeMounts: [
            { volumeName: 'cache', mountPath: '/cache' }
            { volumeName: 'functions-keys', mountPath: '/run/secrets/functions-keys' }
          ]
          probes: probesHealth ? probes : []
        }
      ]
      volumes: [
        // A replica of more than one vCPU has 8 GiB of ephemeral storage in all; a lost cache is only slower.
        { name: 'cache', storageType: 'EmptyDir' }
        { name: 'functions-keys', storageType: 'Secret', secrets: keyFiles }
      ]
      // No rules here: the platform derives them from the app's triggers. Rules of one's own are refused when a function app
      // is made, so infra/hooks/postprovision.sh puts those of app/scale-rules.json in place afterwards.
      scale: { minReplicas: replicas.fewest, maxReplicas: replicas.most }
    }
  }
}

@description('Name of the container app.')
output name string = app.name

@description('Address of the app.')
output uri string = 'https://${app.properties.configuration.ingress.fqdn}'
