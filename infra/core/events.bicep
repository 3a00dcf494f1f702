// The system topic that publishes what happens in the storage account. Its subscription needs the app to answer with the
// blobs_extension key, so infra/hooks/postdeploy.sh makes it once the app runs.

@description('Name of the system topic (3 to 128 letters, digits, hyphens).')
param name string

@description('Region: that of the storage account.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the storage account. One system topic a storage account.')
param storageAccountId string

resource topic 'Microsoft.EventGrid/systemTopics@2022-06-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    source: storageAccountId
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

@description('Name of the system topic.')
output name string = topic.name
