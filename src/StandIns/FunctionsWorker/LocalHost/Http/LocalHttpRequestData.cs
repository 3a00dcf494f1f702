using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>ASP.NET Core's request as <see cref="HttpRequestData"/>.</summary>
internal sealed class LocalHttpRequestData(FunctionContext functionContext, HttpContext http) : HttpRequestData(functionContext)
{
    public override Stream Body => http.Request.Body;

    public override HttpHeadersCollection Headers { get; } =
        new(http.Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.AsEnumerable().OfType<string>())));

    public override Uri Url { get; } = new(http.Request.GetEncodedUrl());

    public override string Method => http.Request.Method;

    public override HttpResponseData CreateResponse() => new LocalHttpResponseData(FunctionContext);
}
