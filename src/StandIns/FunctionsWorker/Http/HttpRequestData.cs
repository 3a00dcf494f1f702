using System.Collections.Specialized;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A request, without ASP.NET Core's types.</summary>
/// <param name="functionContext">The invocation it started.</param>
public abstract class HttpRequestData(FunctionContext functionContext)
{
    /// <summary>The body.</summary>
    public abstract Stream Body { get; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; }

    /// <summary>The whole address.</summary>
    public abstract Uri Url { get; }

    /// <summary>The method, in capitals.</summary>
    public abstract string Method { get; }

    /// <summary>The query's values by name.</summary>
    public virtual NameValueCollection Query => System.Web.HttpUtility.ParseQueryString(Url.Query);

    /// <summary>The invocation.</summary>
    public FunctionContext FunctionContext { get; } = functionContext;

    /// <summary>An empty response.</summary>
    public abstract HttpResponseData CreateResponse();
}
