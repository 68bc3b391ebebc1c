using System.Runtime.InteropServices;
using Nmt.Model.Errors;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>Tells that a memory is full, the machine's or a GPU's, from other failures: work in smaller parts may then fit.</summary>
internal static class FullMemory
{
    // What libtorch says of it: on Linux, on Windows, on a GPU, in its libraries, in C++'s own.
    private static readonly string[] Texts = ["out of memory", "can't allocate memory", "not enough memory", "ALLOC_FAILED", "bad_alloc"];

    public static bool Is(Exception failure) => failure is OutOfMemoryException
        || (failure is ExternalException && Texts.Any(text => failure.Message.Contains(text, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Does work in batches, half as large each time that the memory is full.</summary>
    /// <param name="tokens">Most of a batch; smaller afterwards where the memory did not hold it.</param>
    /// <param name="work">Takes that number; it may be called again after it failed.</param>
    /// <param name="device">For people.</param>
    /// <exception cref="NmtException">Not even one sentence at a time fits.</exception>
    public static T Halving<T>(ref int tokens, Func<int, T> work, Device device)
    {
        while (true)
        {
            try
            {
                return work(tokens);
            }
            catch (Exception e) when (Is(e))
            {
                tokens = tokens > 1 ? tokens / 2 : throw new NmtException(
                    $"The memory of {device} does not hold an evaluation, one sentence at a time ({Words(e)}). Take out long sentences "
                    + "of the development set, lower the width of the model (both begin the run again), or train on a machine with more memory.", e);
            }
        }
    }

    /// <summary>The first line of what was said.</summary>
    public static string Words(Exception failure) => failure.Message.Split('\n')[0].Trim();
}
