namespace Crm.Core.Integration;

/// <summary>Marks the resource family with the sentences for what keys and the API refuse.</summary>
public sealed class IntegrationRefusals;
