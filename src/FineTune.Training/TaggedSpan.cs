namespace FineTune.Training;

/// <summary>A part of a text that a tagger has found: an entity, or a word with its tag.</summary>
/// <param name="Label">The entity's type, or the word's tag.</param>
/// <param name="Text">The words as they stand in the text.</param>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Probability">The mean probability of its words' tags.</param>
public sealed record TaggedSpan(string Label, string Text, int Start, int End, double Probability);
