namespace TorchSharp;

/// <summary>Keeps the stack of dispose scopes of each thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? _threadSingleton;

    private readonly ThreadDisposeScopeStatistics _statistics = new();
    private readonly Stack<DisposeScope> _scopes = new();

    /// <summary>What the scopes of the current thread did so far.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Current._statistics;

    internal static DisposeScopeManager Current => _threadSingleton ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics Counters => _statistics;

    internal static DisposeScope Open()
    {
        var manager = Current;
        var scope = new DisposeScope(manager);
        manager._scopes.Push(scope);
        return scope;
    }

    internal void Register(torch.Tensor tensor)
    {
        if (_scopes.Count == 0)
        {
            _statistics.CreatedOutside();
            return;
        }

        _statistics.CreatedInside();
        _scopes.Peek().Include(tensor);
    }

    internal void Close(DisposeScope scope)
    {
        // Scopes end inside out; closing an outer one first closes what is still open inside it.
        while (_scopes.Count > 0 && _scopes.Contains(scope))
        {
            var top = _scopes.Pop();
            if (ReferenceEquals(top, scope))
            {
                return;
            }

            top.DisposeEverything();
        }
    }

    internal DisposeScope? OuterOf(DisposeScope scope)
    {
        var found = false;
        foreach (var candidate in _scopes)
        {
            if (found)
            {
                return candidate;
            }

            found = ReferenceEquals(candidate, scope);
        }

        return null;
    }
}
