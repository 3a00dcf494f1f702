using System.Net;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A response, without ASP.NET Core's types.</summary>
/// <param name="functionContext">The invocation that answers.</param>
public abstract class HttpResponseData(FunctionContext functionContext)
{
    /// <summary>The status.</summary>
    public abstract HttpStatusCode StatusCode { get; set; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; set; }

    /// <summary>The body.</summary>
    public abstract Stream Body { get; set; }

    /// <summary>The invocation.</summary>
    public FunctionContext FunctionContext { get; } = functionContext;
}
