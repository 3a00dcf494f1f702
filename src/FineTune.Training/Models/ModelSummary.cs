namespace FineTune.Training.Models;

/// <summary>What a model folder holds.</summary>
/// <param name="Architecture">model_type of config.json.</param>
/// <param name="Parameters">Parameters of the pretrained part, without the head.</param>
/// <param name="Layers">Backbone layers.</param>
/// <param name="MaxLength">Longest sequence in tokens.</param>
/// <param name="Hash">SHA-256 over weights, configuration and tokenizer files.</param>
/// <param name="Report">How the weights fit the configuration.</param>
public sealed record ModelSummary(string Architecture, long Parameters, int Layers, int MaxLength, string Hash, LoadReport Report);
