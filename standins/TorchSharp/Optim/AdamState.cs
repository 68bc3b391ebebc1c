namespace TorchSharp.Modules;

/// <summary>The moments of one parameter, the same for Adam and AdamW.</summary>
public abstract class AdamState : OptimizerState, IDisposable
{
    public long step;
    public torch.Tensor exp_avg = null!;
    public torch.Tensor exp_avg_sq = null!;
    public torch.Tensor? max_exp_avg_sq;

    private protected AdamState(Parameter parameter) : base(parameter)
    {
    }

    public override void Initialize(OptimizerOptions options)
    {
        Dispose();
        step = 0;
        using var frozen = torch.no_grad();
        exp_avg = Zeros();
        exp_avg_sq = Zeros();
        max_exp_avg_sq = ((AdamOptions)options).amsgrad == true ? Zeros() : null;
    }

    public override void LoadStateDict(OptimizerState source)
    {
        var other = (AdamState)source;
        Dispose();
        step = other.step;
        exp_avg = other.exp_avg.to(_parameter.device, copy: true);
        exp_avg_sq = other.exp_avg_sq.to(_parameter.device, copy: true);
        max_exp_avg_sq = other.max_exp_avg_sq?.to(_parameter.device, copy: true);
    }

    public override void to(torch.Device device)
    {
        exp_avg = exp_avg.to(device);
        exp_avg_sq = exp_avg_sq.to(device);
        max_exp_avg_sq = max_exp_avg_sq?.to(device);
    }

    public override bool ApproximatelyEquals(OptimizerState other) =>
        other is AdamState state && step == state.step && exp_avg.allclose(state.exp_avg) && exp_avg_sq.allclose(state.exp_avg_sq)
        && (max_exp_avg_sq is null || (state.max_exp_avg_sq is not null && max_exp_avg_sq.allclose(state.max_exp_avg_sq)));

    public void Dispose()
    {
        exp_avg?.Dispose();
        exp_avg_sq?.Dispose();
        max_exp_avg_sq?.Dispose();
        GC.SuppressFinalize(this);
    }

    private torch.Tensor Zeros() => torch.zeros_like(_parameter).DetachFromDisposeScope();
}

public abstract class AdamOptions : OptimizerOptions
{
    public double? beta1;
    public double? beta2;
    public double? weight_decay;
    public double? eps;
    public bool? amsgrad;
    public bool? maximize;

    public override void LoadStateDict(OptimizerOptions source)
    {
        base.LoadStateDict(source);
        var other = (AdamOptions)source;
        (beta1, beta2, weight_decay, eps, amsgrad, maximize) =
            (other.beta1, other.beta2, other.weight_decay, other.eps, other.amsgrad, other.maximize);
    }
}
