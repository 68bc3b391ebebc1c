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

    /// <summary>
    /// Divides the cores for decoding: on a CPU one batch a core (<see cref="Model.TranslationOptions.Workers"/>), since a
    /// step is too little work to divide; elsewhere the device does the work and one batch at a time fills it.
    /// </summary>
    /// <param name="device">What <see cref="Resolve"/> gave.</param>
    /// <param name="threads">What <c>--threads</c> asks for; null for all cores.</param>
    /// <returns>The workers; the tensor library's threads are set.</returns>
    public static int Workers(string device, int? threads)
    {
        var cores = threads ?? Environment.ProcessorCount;
        torch.set_num_threads(device == "cpu" ? 1 : cores);
        return device == "cpu" ? cores : 1;
    }
}
