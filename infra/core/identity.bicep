// The one identity that the app runs as; every role in this deployment is given to it, and to nothing else of the app.

@description('Name of the user-assigned identity (3 to 128 letters, digits, hyphens, underscores).')
param name string

@description('Region.')
param location string

@description('Tags of every resource; azd finds its resources by them.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id of the identity.')
output id string = identity.id

@description('Client id: what the app names itself with.')
output clientId string = identity.properties.clientId

@description('Principal id: what roles are given to.')
output principalId string = identity.properties.principalId
