// The Durable Task Scheduler: the backend of the orchestrations, and what wakes the app from zero.
// Its limits: 1 MiB for an input, output, event or custom status; instance ids of at most 100 printable ASCII characters.

import { roles } from 'roles.bicep'

@description('Name of the scheduler (3 to 64 letters, digits, hyphens).')
param name string

@description('Region; the scheduler exists in some only: az provider show -n Microsoft.DurableTask.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the task hub (3 to 64 letters, digits, hyphens); the app\'s host settings carry the same name.')
param taskHubName string

@description('Consumption bills by action and keeps 30 days; Dedicated bills by capacity unit and hour.')
@allowed(['Consumption', 'Dedicated'])
param sku string

@description('Capacity units of a Dedicated scheduler: 1 to 3.')
@minValue(1)
@maxValue(3)
param capacity int

@description('Principal id of the app\'s identity.')
param principalId string

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: sku == 'Dedicated' ? { name: sku, capacity: capacity } : { name: sku }
    // An empty list refuses everybody; this one lets every address try, and the role below decides.
    ipAllowlist: ['0.0.0.0/0']
  }

  resource hub 'taskHubs' = {
    name: taskHubName
  }
}

resource contributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scheduler
  name: guid(scheduler.id, principalId, roles.durableTaskDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.durableTaskDataContributor)
  }
}

@description('Where the scheduler answers.')
output endpoint string = scheduler.properties.endpoint

@description('Name of the task hub.')
output taskHubName string = scheduler::hub.name
