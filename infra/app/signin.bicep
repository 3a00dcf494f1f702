// Microsoft Entra ID in front of the app: who is not signed in is sent to sign in, before a request reaches the app. Keys stay in force behind it.

import { SignIn } from 'settings.bicep'

@description('Name of the container app.')
param appName string

@description('The app registration that people sign in with.')
param signIn SignIn

resource app 'Microsoft.App/containerApps@2026-03-02-preview' existing = {
  name: appName
}

resource auth 'Microsoft.App/containerApps/authConfigs@2025-01-01' = {
  parent: app
  name: 'current'
  properties: {
    platform: { enabled: true }
    globalValidation: {
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
      // What machines call: the health probe, and Event Grid's webhook, which has a key of its own.
      excludedPaths: ['/api/health', '/runtime/webhooks/blobs']
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: union(
          { clientId: signIn.clientId, openIdIssuer: signIn.issuer },
          empty(signIn.clientSecret) ? {} : { clientSecretSettingName: 'sign-in-client-secret' }
        )
        validation: { allowedAudiences: [signIn.clientId, 'api://${signIn.clientId}'] }
      }
    }
    // The dashboard's fragment (#study) outlives the way to the login page and back.
    login: { preserveUrlFragmentsForLogins: true }
    httpSettings: { requireHttps: true }
  }
}
