using Nmt.Model.Errors;
using TorchSharp;

namespace Nmt.Training.Commands;

/// <summary>What <c>--device</c> means on this machine.</summary>
internal static class ComputeDevice
{
    /// <summary>"cpu" or "cuda" for "auto", "cpu" or "cuda".</summary>
    /// <exception cref="NmtException">cuda was asked for and there is none.</exception>
    public static string Resolve(string name) => name switch
    {
        "cuda" when !torch.cuda.is_available() => throw new NmtException(
            "--device cuda: no CUDA device was found. Use --device cpu, or build with -p:Device=cuda on a machine that has one."),
        "auto" => torch.cuda.is_available() ? "cuda" : "cpu",
        _ => name,
    };
}
