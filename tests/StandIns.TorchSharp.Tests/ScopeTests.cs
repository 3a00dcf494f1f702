using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.TorchSharp.Tests;

/// <summary>Scopes dispose what was made in them and nothing else.</summary>
public sealed class ScopeTests
{
    [Fact]
    public void The_end_of_a_scope_disposes_what_was_made_in_it()
    {
        var before = Tensor.TotalCount;
        Tensor kept;
        using (NewDisposeScope())
        {
            var lost = ones(3);
            kept = (lost * 2).DetachFromDisposeScope();
            Assert.Equal(before + 2, Tensor.TotalCount);
        }

        Assert.Equal(before + 1, Tensor.TotalCount);
        Assert.Equal(6, kept.sum().item<float>());
        kept.Dispose();
    }

    [Fact]
    public void A_tensor_moves_out_scope_by_scope()
    {
        Tensor moved;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                moved = ones(1).MoveToOuterDisposeScope();
            }

            Assert.False(moved.IsInvalid);
            Assert.True(outer.Contains(moved));
        }

        Assert.True(moved.IsInvalid);
    }

    [Fact]
    public void Everything_but_some_can_be_disposed_in_between()
    {
        using var scope = NewDisposeScope();
        Tensor first = ones(1), second = ones(1), third = ones(1);

        scope.DisposeEverythingBut(second);

        Assert.Equal([true, false, true], new[] { first, second, third }.Select(t => t.IsInvalid));
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void A_tensor_can_go_to_another_scope_and_come_in_by_hand()
    {
        using var outer = NewDisposeScope();
        Tensor moved, attached = ones(1).DetachFromDisposeScope();
        using (var inner = NewDisposeScope())
        {
            moved = inner.MoveToOther(outer, ones(1));
            inner.Attach(attached);
        }

        Assert.False(moved.IsInvalid);
        Assert.True(attached.IsInvalid);
    }

    [Fact]
    public void A_tensor_disposed_by_hand_leaves_its_scope()
    {
        using var scope = NewDisposeScope();
        ones(1).Dispose();

        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Threads_do_not_share_scopes()
    {
        using var scope = NewDisposeScope();
        Tensor? made = null;
        var thread = new Thread(() => made = ones(1));
        thread.Start();
        thread.Join();

        Assert.False(scope.Contains(made!));
        made!.Dispose();
    }

    [Fact]
    public void Statistics_count_this_thread()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        using (NewDisposeScope())
        {
            ones(1);
            ones(1).DetachFromDisposeScope().Dispose();
        }

        Assert.Equal(2, statistics.CreatedInScopeCount);
        Assert.Equal(1, statistics.DisposedInScopeCount);
        Assert.Equal(1, statistics.DetachedFromScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Parameters_do_not_die_with_the_scope_they_were_made_in()
    {
        nn.Module<Tensor, Tensor> layer;
        using (NewDisposeScope())
        {
            layer = nn.Linear(2, 2);
        }

        Assert.All(layer.parameters(), parameter => Assert.False(parameter.IsInvalid));
        layer.Dispose();
    }
}
