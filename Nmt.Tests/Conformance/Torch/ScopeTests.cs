using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Tests.Conformance.Torch;

public sealed class ScopeTests
{
    [Fact]
    public void Scope_Disposed_DisposesWhatWasMadeInIt()
    {
        Tensor inside, moved, detached;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                inside = ones(2);
                moved = ones(2).MoveToOuterDisposeScope();
                detached = ones(2).DetachFromDisposeScope();
            }
            Assert.True(inside.IsInvalid);
            Assert.False(moved.IsInvalid);
        }
        Assert.True(moved.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
    }

    [Fact]
    public void Scope_OutermostMoveToOuter_DetachesInstead()
    {
        Tensor kept;
        using (NewDisposeScope()) kept = ones(2).MoveToOuterDisposeScope();
        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void Scope_OfOtherThread_DoesNotOwnThisThreadsTensors()
    {
        Tensor? made = null;
        using (NewDisposeScope())
        {
            var thread = new Thread(() => made = ones(2));
            thread.Start();
            thread.Join();
        }
        Assert.False(made!.IsInvalid);
        made.Dispose();
    }

    [Fact]
    public void Scope_TensorMadeOutside_IsNotOwned()
    {
        var outside = ones(2);
        using (NewDisposeScope()) outside.add_(1);
        Assert.False(outside.IsInvalid);
        outside.Dispose();
    }

    [Fact]
    public void WrappedScope_Always_KeepsOnlyTheResult()
    {
        Tensor? middle = null;
        using var result = WrappedTensorDisposeScope(() =>
        {
            middle = ones(2);
            return middle + 1;
        });
        Assert.True(middle!.IsInvalid);
        Assert.Equal([2f, 2f], result.data<float>().ToArray());
    }

    [Fact]
    public void Statistics_LiveCount_ReturnsToWhereItWas()
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            var x = ones(2, 3);
            _ = (x + x).sum(1);
            Assert.Equal(before + 3, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Statistics_TrainingSteps_LeaveTheLiveCountFlat()
    {
        using var lstm = nn.LSTM(4, 8, batchFirst: true);
        using var linear = nn.Linear(8, 5);
        Parameter[] parameters = [.. lstm.parameters(), .. linear.parameters()];
        using var optimizer = optim.Adam(parameters);
        long Live() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        long after = 0;
        for (int step = 0; step < 4; step++)
        {
            using (NewDisposeScope())
            {
                optimizer.zero_grad();
                var logits = linear.call(lstm.call(randn(3, 6, 4)).Item1).view(-1, 5);
                nn.functional.cross_entropy(logits, randint(5, [18])).backward();
                nn.utils.clip_grad_norm_(parameters, 1);
                optimizer.step();
            }
            if (step == 0) after = Live();
            Assert.Equal(after, Live());
        }
    }

    [Fact]
    public void Parameter_MadeOfATensor_TakesItOver()
    {
        using var scope = NewDisposeScope();
        var data = ones(2);
        var parameter = new Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.True(scope.Contains(parameter));
    }

    [Fact]
    public void Tensor_LostWithoutDispose_IsFreedByItsFinalizer()
    {
        long before = Tensor.TotalCount;
        Lose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(Tensor.TotalCount, 0, before);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Lose()
        {
            for (int i = 0; i < 20; i++) _ = ones(10);
        }
    }

    [Fact]
    public void Tensor_AfterDispose_ThrowsOnUse()
    {
        var gone = ones(2);
        gone.Dispose();
        Assert.Throws<InvalidOperationException>(() => gone.add(1));
    }
}
