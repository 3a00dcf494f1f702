// One storage account for everything that is kept: datasets, models, studies, and the host's receipts and queues.
// No shared keys, no anonymous blobs, TLS 1.2. It stays reachable from the internet (with a token): private endpoints cost
// money and are left to the team that needs them.

import { roles } from 'roles.bicep'

@description('Name of the account (3 to 24 lower-case letters and digits, unique in the world).')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Redundancy. A standard account takes up to 5 PiB and 20,000 requests a second in most regions.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS'])
param sku string

@description('Days that a deleted blob can be brought back: 1 to 365.')
@minValue(1)
@maxValue(365)
param softDeleteDays int

@description('Principal id of the app\'s identity.')
param principalId string

@description('Principal id of who uploads datasets with Azure tools, besides the app\'s own HTTP API; empty: nobody.')
param uploaderPrincipalId string = ''

var appRoles = [
  roles.storageBlobDataOwner // the host's locks, receipts and the product's containers
  roles.storageQueueDataContributor // the blob trigger's queue and its poison queue
  roles.storageTableDataContributor // the host's diagnostic events
]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: { deleteRetentionPolicy: { enabled: true, days: softDeleteDays } }

    resource containers 'containers' = [for container in ['datasets', 'models', 'studies']: {
      name: container
      properties: { publicAccess: 'None' }
    }]
  }
}

resource appAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in appRoles: {
  scope: account
  name: guid(account.id, principalId, role)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource uploader 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(uploaderPrincipalId)) {
  scope: account
  name: guid(account.id, uploaderPrincipalId, roles.storageBlobDataContributor)
  properties: {
    principalId: uploaderPrincipalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
  }
}

@description('Name of the account.')
output name string = account.name

@description('Resource id of the account.')
output id string = account.id
