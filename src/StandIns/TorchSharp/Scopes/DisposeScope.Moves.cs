namespace TorchSharp;

public sealed partial class DisposeScope
{
    /// <summary>Puts an object into this scope, out of the one it is in.</summary>
    public void Attach(IDisposable disposable)
    {
        Forget(disposable);
        Include(disposable);
        _manager.Counters.Attached();
    }

    /// <summary>Puts objects into this scope.</summary>
    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    /// <summary>Puts objects into this scope.</summary>
    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        IDisposable[] all = [.. disposables];
        foreach (var disposable in all)
        {
            Attach(disposable);
        }

        return all;
    }

    /// <summary>Takes an object out of the scope: nobody disposes it any more.</summary>
    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        Detach([disposable]);
        return disposable;
    }

    /// <summary>Takes two objects out of the scope.</summary>
    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        Detach([first, second]);
        return (first, second);
    }

    /// <summary>Takes three objects out of the scope.</summary>
    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        Detach([first, second, third]);
        return (first, second, third);
    }

    /// <summary>Takes objects out of the scope.</summary>
    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    /// <summary>Takes objects out of the scope.</summary>
    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
        {
            if (_members.Remove(disposable))
            {
                Leave(disposable);
                _manager.Counters.Detached();
            }
        }
    }

    /// <summary>Hands an object to the scope around this one; without one it is detached.</summary>
    public T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        MoveToOuter([disposable]);
        return disposable;
    }

    /// <summary>Hands two objects to the scope around this one.</summary>
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        MoveToOuter([first, second]);
        return (first, second);
    }

    /// <summary>Hands three objects to the scope around this one.</summary>
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        MoveToOuter([first, second, third]);
        return (first, second, third);
    }

    /// <summary>Hands objects to the scope around this one.</summary>
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    /// <summary>Hands objects to the scope around this one.</summary>
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => Move(_manager.OuterOf(this), disposables);

    /// <summary>Hands an object to another scope.</summary>
    public T MoveToOther<T>(DisposeScope scope, T disposable)
        where T : IDisposable
    {
        Move(scope, [disposable]);
        return disposable;
    }

    /// <summary>Hands two objects to another scope.</summary>
    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope scope, T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        Move(scope, [first, second]);
        return (first, second);
    }

    /// <summary>Hands three objects to another scope.</summary>
    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        Move(scope, [first, second, third]);
        return (first, second, third);
    }

    /// <summary>Hands objects to another scope.</summary>
    public void MoveToOther(DisposeScope scope, params IDisposable[] disposables) => Move(scope, disposables);

    /// <summary>Hands objects to another scope.</summary>
    public void MoveToOther(DisposeScope scope, IEnumerable<IDisposable> disposables) => Move(scope, disposables);

    private void Move(DisposeScope? target, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
        {
            if (!_members.Remove(disposable))
            {
                continue;
            }

            Leave(disposable);
            if (target is null)
            {
                _manager.Counters.Detached();
            }
            else
            {
                target.Include(disposable);
            }
        }
    }

    private void Forget(IDisposable disposable)
    {
        if (disposable is torch.Tensor { OwningDisposeScope: { } owner } && !ReferenceEquals(owner, this))
        {
            owner._members.Remove(disposable);
        }
    }
}
