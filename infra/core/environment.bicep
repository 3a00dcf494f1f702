// The Container Apps environment, with the workload profile that trials train on. Serverless profiles bill by the second
// that a replica runs and nothing at zero; one GPU a replica, for its first container only, never a fraction of one.

@description('Name of the environment.')
param name string

@description('Region; GPU profiles exist in some only: az containerapp env workload-profile list-supported -l REGION.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name that the app refers to the profile by.')
param profileName string

@description('Type of the profile: Consumption, Consumption-GPU-NC8as-T4 or Consumption-GPU-NC24-A100.')
param profileType string

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

// Every environment of this kind has the Consumption profile; a GPU profile stands beside it.
var consumption = { name: 'Consumption', workloadProfileType: 'Consumption' }
var profiles = profileType == 'Consumption' ? [consumption] : [consumption, { name: profileName, workloadProfileType: profileType }]

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    workloadProfiles: profiles
    // azure-monitor and the diagnostic setting below need no workspace key, as the log-analytics destination would.
    appLogsConfiguration: { destination: 'azure-monitor' }
    peerAuthentication: { mtls: { enabled: false } }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

@description('Resource id of the environment.')
output id string = environment.id

@description('Domain that the apps of the environment answer under.')
output domain string = environment.properties.defaultDomain
