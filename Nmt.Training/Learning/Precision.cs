namespace Nmt.Training.Learning;

/// <summary>What the forward and the backward pass of training are computed in. Weights, moments, the softmax and what is kept are float32 always.</summary>
internal enum Precision
{
    /// <summary>Single precision.</summary>
    Float32,

    /// <summary>8 bits of exponent as in single precision, so no loss scaling, and 8 of significand (Kalamkar et al. 2019, arXiv 1905.12322). For GPUs with units for it.</summary>
    Bfloat16,
}
