// The container registry that azd pushes the image to and the app pulls it from, both without passwords.

import { roles } from 'roles.bicep'

@description('Name of the registry (5 to 50 letters and digits, unique in the world).')
@minLength(5)
@maxLength(50)
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Basic includes 10 GiB, about three CUDA images; Standard 100 GiB; Premium 500 GiB and artifact streaming, which shortens the cold start of a large image.')
@allowed(['Basic', 'Standard', 'Premium'])
param sku string

@description('Principal id of the app\'s identity.')
param principalId string

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  properties: { adminUserEnabled: false }
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, principalId, roles.acrPull)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.acrPull)
  }
}

@description('Name of the registry.')
output name string = registry.name

@description('Where images are pushed and pulled.')
output loginServer string = registry.properties.loginServer
