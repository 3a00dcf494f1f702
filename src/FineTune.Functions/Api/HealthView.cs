using FineTune.Training;

namespace FineTune.Functions.Api;

/// <summary>Whether this host is ready, and what it trains on.</summary>
/// <param name="Status">ready.</param>
/// <param name="Device">What the probe of the device found.</param>
/// <param name="Storage">Where storage is.</param>
/// <param name="Version">The product's version.</param>
public sealed record HealthView(string Status, DeviceFindings Device, string Storage, string Version);
