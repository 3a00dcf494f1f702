using FineTune.Functions.Studies;

namespace FineTune.Functions.Api;

/// <summary>The body of every error (RFC 9457, <c>application/problem+json</c>).</summary>
/// <param name="Type">A name for the kind of problem.</param>
/// <param name="Title">What failed, in a few words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What happened, in one sentence.</param>
/// <param name="Errors">Every single problem.</param>
public sealed record ProblemReport(string Type, string Title, int Status, string Detail, IReadOnlyList<Problem> Errors);
