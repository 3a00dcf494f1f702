// Log Analytics and Application Insights. Both refuse keys: the app sends telemetry as its identity.

import { roles } from 'roles.bicep'

@description('Name of the Log Analytics workspace (4 to 63 letters, digits, hyphens).')
param workspaceName string

@description('Name of the Application Insights resource.')
param insightsName string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Days that logs are kept: 30 (included in the price of ingestion) to 730.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('Most gigabytes of logs taken in a day; what comes after is dropped until the next day. -1: no limit.')
@minValue(-1)
param dailyLimitGigabytes int

@description('Principal id of the app\'s identity.')
param principalId string

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
    workspaceCapping: { dailyQuotaGb: dailyLimitGigabytes }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, principalId, roles.monitoringMetricsPublisher)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id

@description('Name of the Application Insights resource.')
output insightsName string = insights.name
