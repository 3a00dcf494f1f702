namespace FineTune.Functions.Devices;

/// <summary>What one GPU does at the moment.</summary>
/// <param name="Index">The driver's number of it.</param>
/// <param name="Utilization">Part of the last interval in which it computed: 0 to 1.</param>
/// <param name="UsedBytes">Memory in use, by whichever process.</param>
/// <param name="TotalBytes">Memory that it has.</param>
public readonly record struct GpuReading(int Index, double Utilization, long UsedBytes, long TotalBytes);
