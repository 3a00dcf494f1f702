namespace TorchSharp;

/// <summary>Disposes, when it ends, the tensors that were made while it was the innermost scope of its thread.</summary>
public sealed partial class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager _manager;
    private readonly HashSet<IDisposable> _members = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope(DisposeScopeManager manager) => _manager = manager;

    /// <summary>How many objects the scope holds.</summary>
    public int DisposablesCount => _members.Count;

    /// <summary>The objects that the scope holds.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. _members];

    /// <summary>Whether the scope holds an object.</summary>
    public bool Contains(IDisposable disposable) => _members.Contains(disposable);

    /// <summary>Disposes everything in the scope and ends it.</summary>
    public void Dispose()
    {
        _manager.Close(this);
        DisposeEverything();
    }

    /// <summary>Disposes everything in the scope; the scope stays open.</summary>
    public void DisposeEverything() => DisposeEverythingBut([]);

    /// <summary>Disposes everything in the scope but what is named.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        IDisposable[] all = [.. _members];
        _members.Clear();
        foreach (var member in all)
        {
            if (keep.Contains(member))
            {
                _members.Add(member);
                continue;
            }

            Leave(member);
            _manager.Counters.DisposedInside();
            if (member is torch.Tensor tensor)
            {
                tensor.Release();
            }
            else
            {
                member.Dispose();
            }
        }
    }

    /// <summary>Disposes everything in the scope but what is named.</summary>
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    /// <summary>Disposes everything in the scope but one object.</summary>
    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    /// <summary>Disposes everything in the scope but two objects.</summary>
    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    /// <summary>Disposes everything in the scope but three objects.</summary>
    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }

    /// <summary>Lets the scope forget an object that somebody else disposed.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        if (_members.Remove(disposable))
        {
            Leave(disposable);
            _manager.Counters.DisposedInside();
        }
    }

    internal void Include(IDisposable disposable)
    {
        _members.Add(disposable);
        if (disposable is torch.Tensor tensor)
        {
            tensor.OwningDisposeScope = this;
        }
    }

    private static void Leave(IDisposable disposable)
    {
        if (disposable is torch.Tensor tensor)
        {
            tensor.OwningDisposeScope = null;
        }
    }
}
