using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Tests.Conformance.Torch;

public sealed class TensorTests
{
    [Fact]
    public void Factories_Types_FollowTheNumbers()
    {
        Assert.Equal(float32, tensor(new[] { 1f }).dtype);
        Assert.Equal(int64, tensor(new[] { 1L }).dtype);
        Assert.Equal(@bool, tensor(new[] { true }).dtype);
        Assert.Equal(float32, zeros(2).dtype);
        Assert.Equal(int64, arange(3).dtype);
        Assert.Equal(float32, arange(0.0, 1.0, 0.5).dtype);
        Assert.Equal(int64, randint(5, [2]).dtype);
        Assert.Equal(int64, randperm(4).dtype);
    }

    [Fact]
    public void Tensor_FromArray_CopiesIt()
    {
        float[] numbers = [1, 2];
        using var copy = tensor(numbers);
        numbers[0] = 9;
        Assert.Equal([1f, 2f], copy.data<float>().ToArray());
    }

    [Fact]
    public void Data_OfAView_FollowsItsStrides()
    {
        using var scope = NewDisposeScope();
        var view = arange(6).view(2, 3).t();
        Assert.Equal([0L, 3, 1, 4, 2, 5], view.data<long>().ToArray());
        Assert.Equal(4L, view.data<long>()[1, 1]);
        Assert.Throws<InvalidOperationException>(() => view.bytes.Length);
    }

    [Fact]
    public void Data_AsAnotherType_Throws() => Assert.Throws<ArgumentException>(() => ones(2).data<long>());

    [Fact]
    public void Item_OfSeveralNumbers_Throws() => Assert.Throws<ArgumentException>(() => ones(2).item<float>());

    [Fact]
    public void Bytes_SetAndGet_AreTheMemory()
    {
        using var numbers = zeros(2);
        numbers.bytes = MemoryMarshal.AsBytes(new[] { 1f, 2f }.AsSpan());
        Assert.Equal([1f, 2f], MemoryMarshal.Cast<byte, float>(numbers.bytes).ToArray());
    }

    [Fact]
    public void Index_SlicesNumbersAndTensors_PickWhatPyTorchPicks()
    {
        using var scope = NewDisposeScope();
        var x = arange(24).view(2, 3, 4);
        Assert.Equal([12L, 13, 14, 15], x[1, 0].data<long>().ToArray());
        Assert.Equal([3L, 7, 11], x[0, TensorIndex.Colon, ^1].data<long>().ToArray());
        Assert.Equal([2, 3, 2], x[TensorIndex.Ellipsis, TensorIndex.Slice(1, 3)].shape);
        Assert.Equal([2, 1, 3, 4], x[TensorIndex.Colon, TensorIndex.None].shape);
        Assert.Equal([4L, 5, 6, 7, 0, 1, 2, 3], x[0][tensor(new long[] { 1, 0 })].flatten().data<long>().ToArray());
        Assert.Equal([5L, 14], x[tensor(new long[] { 0, 1 }), tensor(new long[] { 1, 0 }), tensor(new long[] { 1, 2 })].data<long>().ToArray());
        Assert.Equal([22L, 23], x[x > 21].data<long>().ToArray());
    }

    [Fact]
    public void Index_Assigned_ChangesTheTensor()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);
        x[0, 1] = 5f;
        x[1] = tensor(new[] { 1f, 2f, 3f });
        x[TensorIndex.Colon, TensorIndex.Slice(2)] = zeros(2, 1);
        Assert.Equal([0f, 5f, 0f, 1f, 2f, 0f], x.data<float>().ToArray());
    }

    [Fact]
    public void Operators_ScalarOnTheLeft_KeepTheirSide()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f, 4f });
        Assert.Equal([8f, 6f], (10 - x).data<float>().ToArray());
        Assert.Equal([4f, 2f], (8 / x).data<float>().ToArray());
        Assert.Equal([true, false], (3 > x).data<bool>().ToArray());
        Assert.Equal([false, true], x.ge(3).data<bool>().ToArray());
    }

    [Fact]
    public void InPlace_Operations_GiveTheSameObject()
    {
        using var x = ones(2);
        Assert.Same(x, x.add_(1).mul_(2).masked_fill_(x > 100, 0));
        Assert.Equal([4f, 4f], x.data<float>().ToArray());
    }

    [Fact]
    public void Errors_OfTheNativeSide_AreExternalExceptionsThatSayWhat()
    {
        var wrong = Assert.Throws<ExternalException>(() => ones(2, 3).mm(ones(2, 3)));
        Assert.Contains("2x3", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => ones(2, 3).view(5));
        Assert.Throws<ExternalException>(() => cat([ones(2, 3), ones(2, 4)]));
    }

    [Fact]
    public void Products_ForwardAndBackward_EqualPyTorch()
    {
        foreach (var golden in Golden.Cases("products"))
        {
            using var scope = NewDisposeScope();
            var left = Golden.Tensor(golden.GetProperty("left"), requiresGrad: true);
            var right = Golden.Tensor(golden.GetProperty("right"), requiresGrad: true);
            var product = golden.GetProperty("kind").GetString() switch
            {
                "mm" => mm(left, right),
                "bmm" => bmm(left, right),
                _ => matmul(left, right),
            };
            Golden.Equal(golden.GetProperty("output"), product, 1e-5);
            (product * Golden.Tensor(golden.GetProperty("weigh"))).sum().backward();
            Golden.Equal(golden.GetProperty("gradients")[0], left.grad, 1e-5);
            Golden.Equal(golden.GetProperty("gradients")[1], right.grad, 1e-5);
        }
    }

    [Fact]
    public void Products_LargeAndTurned_EqualTheSumOfTheirParts()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var left = randn(300, 170);
        var right = randn(260, 170).t();
        var whole = left.mm(right);
        var parts = left.to(float64).mm(right.to(float64));
        Assert.True(whole.to(float64).allclose(parts, rtol: 1e-4, atol: 1e-4));
        Assert.True(right.t().contiguous().mm(left.t()).t().allclose(whole, rtol: 1e-4, atol: 1e-4));
        using var bias = randn(260);
        Assert.True(nn.functional.linear(left, right.t(), bias).allclose(whole + bias, rtol: 1e-4, atol: 1e-4));
    }

    [Fact]
    public void RandomState_SavedAndRestored_RepeatsTheNumbers()
    {
        using var scope = NewDisposeScope();
        manual_seed(42);
        var state = get_rng_state();
        var first = (rand(5), randn(5), randint(100, [5]), nn.functional.dropout(ones(50), 0.5));
        set_rng_state(state);
        Assert.Equal(first.Item1.data<float>().ToArray(), rand(5).data<float>().ToArray());
        Assert.Equal(first.Item2.data<float>().ToArray(), randn(5).data<float>().ToArray());
        Assert.Equal(first.Item3.data<long>().ToArray(), randint(100, [5]).data<long>().ToArray());
        Assert.Equal(first.Item4.data<float>().ToArray(), nn.functional.dropout(ones(50), 0.5).data<float>().ToArray());
    }

    [Fact]
    public void ManualSeed_OfAGenerator_IsApartFromTheDefaultOne()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        var first = rand(4, generator: generator);
        _ = rand(10);
        generator.manual_seed(7);
        Assert.Equal(first.data<float>().ToArray(), rand(4, generator: generator).data<float>().ToArray());
    }

    [Fact]
    public void NoGrad_Inside_IsPutBackAfterwards()
    {
        using var x = ones([2], requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
        }
        Assert.True(is_grad_enabled());
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Grad_BeforeBackward_IsNullAndThenAddsUp()
    {
        using var x = ones([2], requires_grad: true);
        Assert.Null(x.grad);
        (x * 3).sum().backward();
        (x * 3).sum().backward();
        Assert.Equal([6f, 6f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void SortsAndReductions_NamedTuples_HaveValuesAndIndices()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 3f, 1f, 2f });
        var (values, indices) = topk(x, 2);
        Assert.Equal([3f, 2f], values.data<float>().ToArray());
        Assert.Equal([0L, 2], indices.data<long>().ToArray());
        Assert.Equal([1L, 2, 0], sort(x).indices.data<long>().ToArray());
        Assert.Equal(0, x.max(0).indexes.item<long>());
        Assert.Equal(2f, x.mean([0]).item<float>());
    }

    [Fact]
    public void Device_Texts_AreRead()
    {
        Assert.Equal(DeviceType.CPU, device("cpu").type);
        Assert.Equal("cpu", ones(1).device.ToString());
        Assert.Equal("cuda:1", new Device("cuda:1").ToString());
        if (!cuda.is_available()) Assert.Throws<InvalidOperationException>(() => new Device("cuda") is { } there && ones(1).to(there).is_cuda);
    }
}
