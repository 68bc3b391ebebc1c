namespace TorchSharp.Modules;

/// <summary>One step of Adam or AdamW over a group of parameters.</summary>
internal readonly record struct AdamStep(
    double LearningRate, double Beta1, double Beta2, double Eps, double WeightDecay, bool Decoupled, bool Maximize)
{
    internal void Apply(IEnumerable<Parameter> parameters, Func<Parameter, AdamState> stateOf)
    {
        foreach (var parameter in parameters)
        {
            using var gradient = parameter.grad;
            if (gradient is not null) Apply(parameter, gradient, stateOf(parameter));
        }
    }

    private void Apply(Parameter parameter, torch.Tensor gradient, AdamState state)
    {
        state.step++;
        double correction1 = 1 - Math.Pow(Beta1, state.step);
        double correction2 = 1 - Math.Pow(Beta2, state.step);
        var slope = Maximize ? -gradient : gradient;
        if (WeightDecay != 0 && Decoupled) parameter.mul_(1 - LearningRate * WeightDecay);
        if (WeightDecay != 0 && !Decoupled) slope = slope.add(parameter, alpha: WeightDecay);
        state.exp_avg.mul_(Beta1).add_(slope, alpha: 1 - Beta1);
        state.exp_avg_sq.mul_(Beta2).addcmul_(slope, slope, value: 1 - Beta2);
        var second = state.exp_avg_sq;
        if (state.max_exp_avg_sq is { } largest) second = largest.copy_(torch.maximum(largest, second));
        var denominator = second.sqrt().div_(Math.Sqrt(correction2)).add_(Eps);
        parameter.addcdiv_(state.exp_avg, denominator, value: -LearningRate / correction1);
    }
}
