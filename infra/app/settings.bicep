// Every setting of the app in Azure, as one function; a test holds this list against what the app reads.

@export()
@description('Where the blob trigger learns of uploads.')
type BlobEvents = 'EventGrid' | 'Polling'

@export()
@description('What the settings are made of; nothing of it is a secret.')
type SettingInputs = {
  @description('Client id of the app\'s identity.')
  identityClientId: string
  @description('Name of the storage account.')
  storageAccountName: string
  @description('Endpoint of the Durable Task Scheduler.')
  schedulerEndpoint: string
  @description('Name of the task hub.')
  taskHubName: string
  @description('What the trials train on: cuda or cpu.')
  device: 'cuda' | 'cpu'
  @description('Where the blob trigger learns of uploads.')
  blobEvents: BlobEvents
  @description('Activities, so segments, that one replica runs at once.')
  segmentsPerReplica: int
  @description('Fixed id of the host, so that receipts of blobs outlive a replica (at most 32 lower-case letters, digits, hyphens).')
  hostId: string
}

@export()
@description('How many replicas run, how many segments each trains at once, and the seconds that each has between SIGTERM and SIGKILL.')
type Replicas = { fewest: int, most: int, segmentsEach: int, graceSeconds: int }

@export()
@description('The access keys of the Functions host, made once for an azd environment by infra/hooks/preprovision.sh.')
type HostKeys = {
  @description('Administration.')
  @secure()
  master: string
  @description('What callers of the HTTP API send as x-functions-key.')
  @secure()
  default: string
  @description('System key that Event Grid delivers with.')
  @secure()
  blobs: string
  @description('System key of the durable management routes.')
  @secure()
  durable: string
}

@export()
@description('The app registration in Microsoft Entra ID that people sign in with.')
type SignIn = {
  @description('Client id; empty: no sign-in, keys only.')
  clientId: string
  @description('Issuer of the tokens, https://login.microsoftonline.com/TENANT/v2.0.')
  issuer: string
  @description('Client secret; empty: the registration hands out ID tokens (implicit flow).')
  @secure()
  clientSecret: string
}

@export()
@description('The environment of the container. The connection string of Application Insights names the resource and, keys being refused there, opens nothing.')
func settings(from SettingInputs, insightsConnectionString string) { name: string, value: string }[] => [
  // The Functions host.
  { name: 'FUNCTIONS_EXTENSION_VERSION', value: '~4' }
  { name: 'FUNCTIONS_WORKER_RUNTIME', value: 'dotnet-isolated' }
  { name: 'ASPNETCORE_URLS', value: 'http://+:8080' }
  { name: 'AzureFunctionsWebHost__hostid', value: from.hostId }
  { name: 'AzureWebJobsSecretStorageType', value: 'containerapp' }
  { name: 'AzureFunctionsJobHost__Logging__Console__IsEnabled', value: 'true' }
  // Storage, by identity.
  { name: 'AzureWebJobsStorage__accountName', value: from.storageAccountName }
  { name: 'AzureWebJobsStorage__blobServiceUri', value: 'https://${from.storageAccountName}.blob.${environment().suffixes.storage}' }
  { name: 'AzureWebJobsStorage__queueServiceUri', value: 'https://${from.storageAccountName}.queue.${environment().suffixes.storage}' }
  { name: 'AzureWebJobsStorage__tableServiceUri', value: 'https://${from.storageAccountName}.table.${environment().suffixes.storage}' }
  { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
  { name: 'AzureWebJobsStorage__clientId', value: from.identityClientId }
  // Orchestrations: the real backend takes the place of the embedded engine that host.json names.
  { name: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING', value: 'Endpoint=${from.schedulerEndpoint};TaskHub=${from.taskHubName};Authentication=ManagedIdentity;ClientID=${from.identityClientId}' }
  { name: 'AzureFunctionsJobHost__extensions__durableTask__hubName', value: from.taskHubName }
  { name: 'AzureFunctionsJobHost__extensions__durableTask__storageProvider__type', value: 'azureManaged' }
  { name: 'AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName', value: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING' }
  { name: 'AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions', value: string(from.segmentsPerReplica) }
  // A study opens by one of two functions that watch the same container; the other is switched off. With underscores, since names of a
  // container's variables may hold no dots; the host reads both forms.
  { name: 'AzureWebJobs_OpenStudyOnUpload_Disabled', value: from.blobEvents == 'EventGrid' ? 'true' : 'false' }
  { name: 'AzureWebJobs_OpenStudyOnUploadEvent_Disabled', value: from.blobEvents == 'EventGrid' ? 'false' : 'true' }
  // Telemetry.
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insightsConnectionString }
  { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'ClientId=${from.identityClientId};Authorization=AAD' }
  // The product's own; the others keep their defaults (README, "Settings").
  { name: 'FineTune__CachePath', value: '/cache' }
  { name: 'FineTune__Device', value: from.device }
]
