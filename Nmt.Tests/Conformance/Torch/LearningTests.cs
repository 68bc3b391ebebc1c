using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Tests.Conformance.Torch;

public sealed class LearningTests
{
    [Fact]
    public void CrossEntropy_LossAndGradient_EqualPyTorch()
    {
        foreach (var golden in Golden.Cases("cross-entropy"))
        {
            using var scope = NewDisposeScope();
            var logits = Golden.Tensor(golden.GetProperty("logits"), requiresGrad: true);
            var target = tensor([.. golden.GetProperty("target").EnumerateArray().Select(id => id.GetInt64())], dtype: int64);
            var reduction = Enum.Parse<nn.Reduction>(golden.GetProperty("reduction").GetString()!, ignoreCase: true);
            var loss = nn.functional.cross_entropy(
                logits, target, ignore_index: golden.GetProperty("ignored").GetInt64(), reduction: reduction,
                label_smoothing: golden.GetProperty("smoothing").GetDouble());
            Golden.Equal(golden.GetProperty("loss"), loss, 1e-5);
            (0.5 * loss.sum()).backward();
            Golden.Equal(golden.GetProperty("halfGradient"), logits.grad);
        }
    }

    [Fact]
    public void CrossEntropy_BackwardOfTheLossItself_IsTwiceThatOfItsHalf()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Cases("cross-entropy").First();
        var logits = Golden.Tensor(golden.GetProperty("logits"), requiresGrad: true);
        var target = tensor([.. golden.GetProperty("target").EnumerateArray().Select(id => id.GetInt64())], dtype: int64);
        nn.functional.cross_entropy(logits, target).backward();
        Golden.Equal(golden.GetProperty("halfGradient"), logits.grad! * 0.5);
    }

    [Fact]
    public void CrossEntropy_OneInputTwice_AddsBothGradients()
    {
        using var scope = NewDisposeScope();
        var logits = randn([4, 6], requires_grad: true);
        var target = tensor(new long[] { 1, 2, 3, 0 });
        var loss = nn.functional.cross_entropy(logits, target) + nn.functional.cross_entropy(logits, target);
        loss.backward();
        using var once = logits.detach().clone().requires_grad_();
        nn.functional.cross_entropy(once, target).backward();
        Assert.True(logits.grad!.allclose(once.grad! * 2));
    }

    [Fact]
    public void CrossEntropy_TargetOutsideTheClasses_Throws()
    {
        using var scope = NewDisposeScope();
        var error = Assert.ThrowsAny<Exception>(() => nn.functional.cross_entropy(randn(2, 3), tensor(new long[] { 0, 3 })));
        Assert.Contains("Target 3 is out of bounds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CrossEntropy_NotANumber_ReachesTheLoss()
    {
        using var scope = NewDisposeScope();
        var logits = zeros(2, 40);
        logits[1, 5] = float.NaN;
        Assert.True(float.IsNaN(nn.functional.cross_entropy(logits, tensor(new long[] { 0, 1 })).item<float>()));
    }

    [Fact]
    public void Optimizers_Steps_EqualPyTorch()
    {
        foreach (var golden in Golden.Cases("optimizers"))
        {
            using var scope = NewDisposeScope();
            var parameter = new Parameter(Golden.Tensor(golden.GetProperty("start")));
            var options = golden.GetProperty("options");
            double lr = options.GetProperty("lr").GetDouble(), decay = options.TryGetProperty("weight_decay", out var found) ? found.GetDouble() : 0;
            using optim.Optimizer optimizer = golden.GetProperty("name").GetString() switch
            {
                "Adam" => optim.Adam([parameter], lr, weight_decay: decay, amsgrad: options.TryGetProperty("amsgrad", out _)),
                "AdamW" => optim.AdamW([parameter], lr, weight_decay: decay),
                _ => optim.SGD([parameter], lr, momentum: 0.9, weight_decay: decay),
            };
            for (int step = 0; step < 4; step++)
            {
                parameter.grad = Golden.Tensor(golden.GetProperty("gradients")[step]);
                optimizer.step();
                Golden.Equal(golden.GetProperty("after")[step], parameter);
            }
        }
    }

    [Fact]
    public void AdamW_Default_DoesNotDecay()
    {
        using var parameter = new Parameter(ones(3));
        using var optimizer = optim.AdamW([parameter], lr: 0.1);
        parameter.grad = zeros(3);
        optimizer.step();
        Assert.Equal([1f, 1f, 1f], parameter.data<float>().ToArray());
    }

    [Fact]
    public void Adam_ParameterWithoutGradient_StaysAndItsStepsAreNotCounted()
    {
        using var parameter = new Parameter(ones(3));
        using var optimizer = optim.Adam([parameter]);
        optimizer.step();
        Assert.Equal([1f, 1f, 1f], parameter.data<float>().ToArray());
        Assert.Equal(0, ((Adam.State)optimizer.state_dict().State[0]).step);
    }

    [Fact]
    public void Adam_LoadedState_GoesOnAsTheOtherWould()
    {
        using var first = new Parameter(ones(3));
        using var second = new Parameter(ones(3));
        using var original = optim.Adam([first], lr: 0.1);
        Step(original, first, 2);
        using (no_grad()) second.copy_(first);
        using var copy = optim.Adam([second], lr: 0.5);
        copy.load_state_dict(original.state_dict());
        Assert.Equal(0.1, copy.ParamGroups.Single().LearningRate);
        Step(original, first, 3);
        Step(copy, second, 3);
        Assert.Equal(first.data<float>().ToArray(), second.data<float>().ToArray());
    }

    [Fact]
    public void LearningRate_SetOnTheGroup_IsUsed()
    {
        using var parameter = new Parameter(ones(1));
        using var optimizer = optim.SGD([parameter], learningRate: 1);
        foreach (var group in optimizer.ParamGroups) group.LearningRate = 0.25;
        Step(optimizer, parameter, 1);
        Assert.Equal(0.75f, parameter.item<float>());
    }

    [Fact]
    public void ZeroGrad_OfOptimizerAndOfModule_Differ()
    {
        using var linear = nn.Linear(2, 1);
        using var optimizer = optim.SGD(linear.parameters(), learningRate: 1);
        linear.call(ones(1, 2)).sum().backward();
        optimizer.zero_grad();
        Assert.Equal(0, linear.weight.grad!.abs().sum().item<float>());
        linear.zero_grad();
        Assert.Null(linear.weight.grad);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(100.0)]
    public void ClipGradNorm_Always_GivesTheNormAndScalesOnlyWhatIsLonger(double limit)
    {
        using var scope = NewDisposeScope();
        var first = new Parameter(zeros(40_000));
        var second = new Parameter(zeros(3, 5));
        first.grad = full(40_000, 0.05);
        second.grad = full(3, 5, -2.0);
        double expected = Math.Sqrt(40_000 * 0.05 * 0.05 + 15 * 4);
        Assert.Equal(expected, nn.utils.clip_grad_norm_([first, second], limit), 1e-4);
        double scale = Math.Min(1, limit / expected);
        Assert.Equal(-2 * scale, second.grad!.flatten()[0].ToDouble(), 1e-5);
        Assert.Equal(0.05 * scale, first.grad!.flatten()[39_999].ToDouble(), 1e-6);
    }

    [Fact]
    public void Training_SameSeedAndThreads_GivesTheSameBits()
    {
        Assert.Equal(Losses(), Losses());

        static float[] Losses()
        {
            using var scope = NewDisposeScope();
            manual_seed(5);
            using var lstm = nn.LSTM(24, 40, 2, batchFirst: true, dropout: 0.3, bidirectional: true);
            using var linear = nn.Linear(80, 300);
            Parameter[] parameters = [.. lstm.parameters(), .. linear.parameters()];
            using var optimizer = optim.AdamW(parameters, lr: 0.01);
            var (input, target) = (randn(30, 9, 24), randint(300, [270]));
            return [.. Enumerable.Range(0, 4).Select(_ => OneStep())];

            float OneStep()
            {
                lstm.zero_grad();
                linear.zero_grad();
                var logits = linear.call(lstm.call(input).Item1).view(-1, 300);
                var loss = nn.functional.cross_entropy(logits, target, label_smoothing: 0.1);
                loss.backward();
                nn.utils.clip_grad_norm_(parameters, 0.5);
                optimizer.step();
                return loss.item<float>();
            }
        }
    }

    private static void Step(optim.Optimizer optimizer, Parameter parameter, int times)
    {
        for (int i = 0; i < times; i++)
        {
            parameter.grad = ones_like(parameter.detach());
            optimizer.step();
        }
    }
}
