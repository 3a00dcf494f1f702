namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>The context that functions and middleware see.</summary>
internal sealed class InvocationContext : FunctionContext, IAsyncDisposable
{
    private readonly Invocation _invocation;
    private readonly List<IAsyncDisposable> _owned = [];

    public InvocationContext(Invocation invocation, IServiceProvider services, CancellationToken cancellationToken)
    {
        _invocation = invocation;
        InstanceServices = services;
        CancellationToken = cancellationToken;
        BindingContext = new InvocationBinding(invocation.BindingData);
        if (invocation.Http is not null)
        {
            Features.Set(invocation.Http);
        }
    }

    public Invocation Invocation => _invocation;

    /// <summary>What the function returned.</summary>
    public object? Result { get; set; }

    public override string InvocationId => _invocation.Id;

    public override string FunctionId => _invocation.Function.Id;

    public override TraceContext TraceContext { get; } = new InvocationTrace();

    public override BindingContext BindingContext { get; }

    public override RetryContext RetryContext => _invocation.Retry!;

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition => _invocation.Function;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken { get; }

    /// <summary>Disposes of a bound value when the invocation has ended.</summary>
    public void DisposeAfterwards(IAsyncDisposable value) => _owned.Add(value);

    public async ValueTask DisposeAsync()
    {
        foreach (var value in _owned)
        {
            await value.DisposeAsync();
        }
    }
}
